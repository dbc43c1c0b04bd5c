package dev.quartermaster.api.providers;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.quartermaster.testing.ImpatientHealth;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ImpatientHealth.class)
class WithoutMasterKeyComponentTest {

    @Test
    void keysCannotBeStoredAndTheAnswerSaysWhatToSet() {
        given().contentType("application/json")
                .body("{\"api_key\":\"sk-a-key\",\"validate\":false}")
                .put("/api/v1/providers/openai/credentials")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("QUARTERMASTER_MASTER_KEY"));
        given().get("/api/v1/providers/openai").then().statusCode(200).body("credentials_revision", equalTo(0));
    }
}
