package dev.quartermaster.api.keys;

import static io.restassured.RestAssured.given;

import dev.quartermaster.api.entry.LockedHouse;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Makes keys as an administrator does. */
final class TestKeys {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private TestKeys() {}

    static RequestSpecification admin() {
        return with(LockedHouse.KEY);
    }

    static RequestSpecification with(String key) {
        return given().header("authorization", "Bearer " + key).contentType("application/json");
    }

    /** Waits for the database, which keys cannot be made without. */
    static ValidatableResponse make(String body) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        admin().body("{}").post("/api/v1/keys/nobody/rotate").statusCode() == 404);
        return admin().body(body).post("/api/v1/keys").then().statusCode(201);
    }

    static String ofRole(String role) {
        return make("{\"name\":\"of " + role + "\",\"role\":\"" + role + "\"}")
                .extract()
                .path("key");
    }
}
