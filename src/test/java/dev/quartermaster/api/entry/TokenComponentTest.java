package dev.quartermaster.api.entry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import dev.quartermaster.testing.StubOpenIdProvider;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Callers with tokens of an OpenID provider, which is away at first. */
@QuarkusTest
@TestProfile(SignedInHouse.class)
@TestMethodOrder(OrderAnnotation.class)
class TokenComponentTest {

    @Test
    @Order(1)
    void whileTheProviderIsAwayKeysAreServedAndTokensAreToldWhy() {
        bearer(LockedHouse.KEY).get("/v1/models").then().statusCode(200);
        int status =
                bearer(StubOpenIdProvider.token(Map.of())).get("/v1/models").statusCode();

        assertThat(status).isIn(401, 503);
        bearer(StubOpenIdProvider.token(Map.of()))
                .get("/v1/models")
                .then()
                .contentType("application/json")
                .body("error.message", notNullValue());
    }

    @Test
    @Order(2)
    void onceItIsThereItsTokensAreGood() {
        StubOpenIdProvider.turnOn();
        String token = StubOpenIdProvider.token(Map.of());

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> bearer(token).get("/v1/models").then().statusCode(200));
        bearer(role("quartermaster-admin"))
                .contentType("application/json")
                .body("{\"text\":\"hello\"}")
                .post("/v1/edge-echo")
                .then()
                .statusCode(200)
                .body("caller", equalTo("oidc:agent-7"));
        given().header("x-api-key", token).get("/q/health/live").then().statusCode(200);
    }

    @Test
    @Order(3)
    void aRoleIsWhatTheClaimSays() {
        StubOpenIdProvider.turnOn();
        bearer(StubOpenIdProvider.token(Map.of())).get("/api/v1/status").then().statusCode(403);
        bearer(role("quartermaster-operator")).get("/api/v1/status").then().statusCode(200);
        bearer(role("quartermaster-operator")).delete("/api/v1/cache").then().statusCode(403);
        bearer(role("quartermaster-admin")).delete("/api/v1/cache").then().statusCode(200);
        bearer(role("somebody"))
                .get("/v1/models")
                .then()
                .statusCode(403)
                .body("error.message", containsString("none of the roles"));
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> bearer(LockedHouse.KEY)
                .get("/api/v1/audit?subject_kind=cache")
                .then()
                .statusCode(200)
                .body("data.who", hasItem("oidc:agent-7")));
    }

    @Test
    @Order(4)
    void aTokenThatIsWrongInAnyWayIsRefusedInEachDialect() {
        StubOpenIdProvider.turnOn();
        String good = StubOpenIdProvider.token(Map.of("role", "quartermaster-admin"));
        String[] parts = good.split("\\.");
        for (String wrong : List.of(
                StubOpenIdProvider.token(Map.of("iss", "https://elsewhere.example")),
                StubOpenIdProvider.token(Map.of("aud", "somebody-else")),
                StubOpenIdProvider.token(Map.of(
                        "exp", Long.toString(Instant.now().minusSeconds(120).getEpochSecond()))),
                StubOpenIdProvider.forged(Map.of()),
                parts[0] + "." + parts[1] + "." + parts[2].substring(0, 40),
                StubOpenIdProvider.encoded("{\"alg\":\"none\"}") + "." + parts[1] + ".",
                "eyJ.",
                "eyJhbGciOiJSUzI1NiJ9.e30.AAAA")) {
            bearer(wrong)
                    .get("/v1/models")
                    .then()
                    .statusCode(401)
                    .header("www-authenticate", "Bearer")
                    .body("error.code", equalTo("invalid_api_key"))
                    .body("error.message", containsString("token"));
            bearer(wrong)
                    .body("{}")
                    .contentType("application/json")
                    .post("/v1/messages")
                    .then()
                    .statusCode(401)
                    .body("error.type", equalTo("authentication_error"));
            bearer(wrong).get("/api/v1/status").then().statusCode(401).contentType("application/problem+json");
        }
    }

    @Test
    @Order(5)
    void whoBringsNoTokenIsTreatedAsEver() {
        StubOpenIdProvider.turnOn();
        given().get("/v1/models").then().statusCode(401);
        given().header("x-api-key", StubOpenIdProvider.token(Map.of()))
                .get("/v1/models")
                .then()
                .statusCode(401);
        given().auth()
                .preemptive()
                .basic("me", LockedHouse.KEY)
                .get("/console")
                .then()
                .statusCode(200);
    }

    private static String role(String name) {
        return StubOpenIdProvider.token(Map.of("role", name));
    }

    private static RequestSpecification bearer(String token) {
        return given().header("authorization", "Bearer " + token);
    }
}
