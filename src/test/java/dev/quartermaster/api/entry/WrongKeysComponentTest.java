package dev.quartermaster.api.entry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who tries many wrong keys is slowed down; who has a right one is not, though it comes from the same address. */
@QuarkusTest
@TestProfile(LockedHouse.class)
class WrongKeysComponentTest {

    /** Behind a proxy an address is what the proxy says. */
    private final String address = "2001:db8::" + UUID.randomUUID().toString().substring(0, 4);

    @Test
    void tooManyWrongKeysFromOneAddressAreToldSoAndAValidOneIsLetIn() {
        for (int i = 0; i < LockedHouse.FAILED_TRIES; i++) {
            assertThat(with("wrong-" + i, address).get("/v1/models").statusCode())
                    .isEqualTo(401);
        }

        with("wrong", address)
                .get("/v1/models")
                .then()
                .statusCode(429)
                .body("error.code", equalTo("rate_limit_exceeded"))
                .body("error.message", containsString("Too many wrong keys"));
        with("wrong", address)
                .post("/v1/messages")
                .then()
                .statusCode(429)
                .body("error.type", equalTo("rate_limit_error"));
        with("wrong", address).get("/api/v1/status").then().statusCode(429).contentType("application/problem+json");
        with(LockedHouse.KEY, address).get("/v1/models").then().statusCode(200);
        Response elsewhere = with("wrong", "2001:db8::ffff:1").get("/v1/models");
        assertThat(elsewhere.statusCode()).isEqualTo(401);
    }

    private static io.restassured.specification.RequestSpecification with(String key, String address) {
        return given().header("x-forwarded-for", address).header("authorization", "Bearer " + key);
    }
}
