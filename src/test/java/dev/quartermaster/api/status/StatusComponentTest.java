package dev.quartermaster.api.status;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.quartermaster.telemetry.BuildVersion;
import dev.quartermaster.telemetry.StatusContributor;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StatusComponentTest {

    private static final Instant BROKE = Instant.parse("2026-01-02T03:04:05Z");

    /** A dependency that is down, so that there is something to tell. */
    @Singleton
    static class Letterbox implements StatusContributor {

        @Override
        public String name() {
            return "letterbox";
        }

        @Override
        public ComponentStatus status() {
            return new ComponentStatus(State.DOWN, BROKE, "the lid is stuck", "letters wait");
        }
    }

    @Test
    void aDependencyThatIsDownDegradesTheServiceAndSaysWhatThatChanges() {
        when().get("/api/v1/status")
                .then()
                .statusCode(200)
                .body("status", equalTo("degraded"))
                .body("dependencies.name", hasItem("letterbox"))
                .body("dependencies.find { it.name == 'letterbox' }.state", equalTo("down"))
                .body("dependencies.find { it.name == 'letterbox' }.since", equalTo(BROKE.toString()))
                .body("dependencies.find { it.name == 'letterbox' }.detail", equalTo("the lid is stuck"))
                .body("dependencies.find { it.name == 'letterbox' }.effect", equalTo("letters wait"));
    }

    @Test
    void theSourceOfTheProgramIsNamed() {
        BuildVersion build = BuildVersion.read();

        when().get("/api/v1/status")
                .then()
                .statusCode(200)
                .body("version", equalTo(build.version()))
                .body("commit", equalTo(build.commit()));
    }

    @Test
    void everyDependencyIsInTheDocumentation() throws Exception {
        String page = Files.readString(Path.of("src/docs/status.md"));

        List<String> names = when().get("/api/v1/status").then().extract().path("dependencies.name");

        assertThat(names).filteredOn(name -> !name.equals("letterbox")).allSatisfy(name -> assertThat(page)
                .contains("| `" + name + "` |"));
    }

    @Test
    void theStartIsToldInUtc() {
        String startedAt = when().get("/api/v1/status").then().extract().path("started_at");

        assertThat(Instant.parse(startedAt)).isBefore(Instant.now().plusSeconds(1));
    }

    @Test
    void readinessDoesNotDependOnIt() {
        when().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.name", not(hasItem("letterbox")), "checks.name", hasItem("Takes new requests"));
    }
}
