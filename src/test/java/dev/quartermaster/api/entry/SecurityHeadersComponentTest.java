package dev.quartermaster.api.entry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.Headers;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers are told, and what pages of others are not. */
@QuarkusTest
@TestProfile(LockedHouse.class)
class SecurityHeadersComponentTest {

    private static final String POLICY =
            "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; frame-ancestors 'none';"
                    + " base-uri 'none'; form-action 'self'";
    private static final String ELSEWHERE = "https://elsewhere.example";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/console",
                "/assets/console.js",
                "/assets/console.css",
                "/q/health",
                "/q/metrics",
                "/q/openapi",
                "/api/v1/status",
                "/api/v1/nothing",
                "/nothing"
            })
    void whatABrowserMayRenderIsConfinedAlsoWhenItIsRefused(String path) {
        for (Response answer : List.of(get(path, true), get(path, false))) {
            Headers headers = answer.headers();

            assertThat(headers.getValues("content-security-policy")).containsExactly(POLICY);
            assertThat(headers.getValues("x-content-type-options")).containsExactly("nosniff");
            assertThat(headers.getValues("x-frame-options")).containsExactly("DENY");
            assertThat(headers.getValues("referrer-policy")).containsExactly("no-referrer");
            assertThat(headers.getValue("permissions-policy")).contains("camera=()");
            assertThat(headers.getValue("cross-origin-resource-policy")).isEqualTo("same-origin");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models", "/v1/nothing", "/v1/messages/nothing", "/v1/v1/models"})
    void dataIsNotTakenForSomethingElse(String path) {
        assertThat(get(path, true).headers().getValues("x-content-type-options"))
                .containsExactly("nosniff");
        assertThat(get(path, false).headers().getValues("x-content-type-options"))
                .containsExactly("nosniff");
    }

    @Test
    void whoCameByTlsIsToldToStayWithIt() {
        assertThat(given().header("x-forwarded-proto", "https").get("/console").header("strict-transport-security"))
                .isEqualTo("max-age=31536000");
        assertThat(given().header("x-forwarded-proto", "http").get("/console").header("strict-transport-security"))
                .isNull();
        assertThat(given().get("/console").header("strict-transport-security")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/messages", "/api/v1/keys", "/console", "/q/health"})
    void pagesOfOthersMayNotRead(String path) {
        Response preflight = given().header("origin", ELSEWHERE)
                .header("access-control-request-method", "POST")
                .header("access-control-request-headers", "authorization, content-type")
                .options(path);
        Response read = given().header("origin", ELSEWHERE)
                .header("authorization", "Bearer " + LockedHouse.KEY)
                .get(path);

        if (!path.equals("/q/health")) {
            assertThat(preflight.statusCode()).isEqualTo(401);
        }
        for (Response answer : List.of(preflight, read)) {
            assertThat(answer.headers().asList())
                    .noneMatch(header ->
                            header.getName().toLowerCase(java.util.Locale.ROOT).startsWith("access-control"));
        }
    }

    private static Response get(String path, boolean known) {
        var request = given().redirects().follow(false);
        return (known ? request.header("authorization", "Bearer " + LockedHouse.KEY) : request).get(path);
    }
}
