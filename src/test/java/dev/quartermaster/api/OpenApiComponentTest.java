package dev.quartermaster.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code src/docs/openapi.yaml} equal to what the service says of itself, so that a change of its interface is seen
 * in a review. With {@code -Dopenapi.update} it writes the file instead.
 */
@QuarkusTest
class OpenApiComponentTest {

    private static final Path DOCUMENT = Path.of("src/docs/openapi.yaml");

    @Test
    void theDocumentIsWhatTheServiceSaysOfItself() throws IOException {
        String said = given().queryParam("format", "yaml")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        if (System.getProperty("openapi.update") != null) {
            Files.writeString(DOCUMENT, said);
        }

        assertThat(said)
                .as("%s; if the change is meant: ./mvnw test -Dtest=OpenApiComponentTest -Dopenapi.update", DOCUMENT)
                .isEqualTo(Files.readString(DOCUMENT));
    }
}
