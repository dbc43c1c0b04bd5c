package dev.quartermaster.api.providers;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.quartermaster.testing.WithoutDatabase;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WithoutDatabase.class)
class AwayDatabaseComponentTest {

    @Test
    void keysCannotBeStoredWhileTheDatabaseIsAway() {
        given().contentType("application/json")
                .body("{\"api_key\":\"sk-a-key\",\"validate\":false}")
                .put("/api/v1/providers/openai/credentials")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .body("code", equalTo("settings_unavailable"));
        given().delete("/api/v1/providers/openai/credentials").then().statusCode(503);
        given().get("/api/v1/status")
                .then()
                .body("dependencies.find { it.name == 'provider_keys' }.state", not(equalTo("ok")));
    }
}
