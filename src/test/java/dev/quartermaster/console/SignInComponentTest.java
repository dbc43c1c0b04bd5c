package dev.quartermaster.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.quartermaster.api.entry.LockedHouse;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(LockedHouse.class)
class SignInComponentTest {

    private static final String SESSION = "quartermaster-session";

    private final Visitor visitor = new Visitor();
    private final Streams streams = new Streams();

    @Test
    void aBrowserIsLedToThePageForSigningInAndOnFromThere() {
        visitor.get("/console/agents?q=sql")
                .then()
                .statusCode(303)
                .header("location", "/console/sign-in?to=%2Fconsole%2Fagents%3Fq%3Dsql")
                .header("www-authenticate", nullValue());
        visitor.get("/console/sign-in?to=%2Fconsole%2Fagents%3Fq%3Dsql")
                .then()
                .statusCode(200)
                .body(containsString("name=\"to\" value=\"/console/agents?q=sql\""));

        Response in = visitor.post("/console/sign-in", Map.of("key", LockedHouse.KEY, "to", "/console/agents?q=sql"));

        in.then().statusCode(303).header("location", "/console/agents?q=sql");
        visitor.get("/console/agents?q=sql").then().statusCode(200).body(containsString("Sign out"));
    }

    @Test
    void theCookieIsForUsAlone() {
        Response in = visitor.signIn(LockedHouse.KEY);

        Cookie cookie = in.detailedCookie(SESSION);
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo("Strict");
        assertThat(cookie.getMaxAge()).isEqualTo(Duration.ofHours(8).toSeconds());
        assertThat(cookie.isSecured()).isFalse();
        assertThat(cookie.getValue()).doesNotContain(LockedHouse.KEY);
        Cookie overTls = given().header("x-forwarded-proto", "https")
                .get("/console/sign-in")
                .detailedCookie(BrowserCookies.BROWSER);
        assertThat(overTls.isSecured()).isTrue();
        assertThat(overTls.isHttpOnly()).isTrue();
        assertThat(overTls.getSameSite()).isEqualTo("Strict");
    }

    @Test
    void aSessionReadsTheApiAndChangesNothingThere() {
        visitor.signIn(LockedHouse.KEY);

        visitor.get("/api/v1/status").then().statusCode(200);
        visitor.get("/q/openapi").then().statusCode(200);
        visitor.get("/v1/models").then().statusCode(401);
        visitor.request().post("/api/v1/registry/reload").then().statusCode(401);
        visitor.request()
                .contentType("application/json")
                .body("{\"model\":\"auto\",\"messages\":[]}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong", "qm_000000000000_x", ""})
    void aWrongKeyIsRefused(String key) {
        Response refused = visitor.signIn(key);

        refused.then().statusCode(401).body(containsString("role=\"alert\""));
        assertThat(visitor.cookie(SESSION)).isNull();
    }

    @Test
    void theKeyOfAnAgentIsRefused() {
        visitor.signIn(key("agent")).then().statusCode(403).body(containsString("key of an agent"));
        visitor.get("/console").then().statusCode(303);
    }

    @Test
    void aRevokedKeyEndsTheSessionWithinTwoSeconds() {
        String key = key("operator");
        visitor.signIn(key).then().statusCode(303);
        visitor.get("/console").then().statusCode(200);

        admin().delete("/api/v1/keys/" + key.substring(3, 15)).then().statusCode(204);

        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(() -> visitor.get("/console").then().statusCode(303));
    }

    @Test
    void whoSignsOutIsOut() {
        visitor.signIn(LockedHouse.KEY);
        visitor.get("/console").then().statusCode(200);

        visitor.post("/console/sign-in/out", Map.of()).then().statusCode(303);

        assertThat(visitor.cookie(SESSION)).isNull();
        visitor.get("/console").then().statusCode(303);
    }

    @ParameterizedTest
    @CsvSource({"cross-site, 403", "same-site, 403", "same-origin, 303", "none, 303"})
    void formsOfOtherSitesAreNotTaken(String site, int status) {
        visitor.get("/console/sign-in");
        String token = token(visitor.get("/console/sign-in"));

        given().redirects()
                .follow(false)
                .header("sec-fetch-site", site)
                .cookie(BrowserCookies.BROWSER, visitor.cookie(BrowserCookies.BROWSER))
                .formParam("form_token", token)
                .formParam("key", LockedHouse.KEY)
                .post("/console/sign-in")
                .then()
                .statusCode(status);
    }

    @Test
    void aFormWithoutItsTokenIsShownAgainAndNotDone() {
        visitor.signIn(LockedHouse.KEY);
        visitor.token("");

        visitor.post("/console/agents/untouched", Map.of("act", "save", "new", "yes", "model", "openai/gpt-4o"))
                .then()
                .statusCode(409)
                .body(containsString("Nothing was changed yet"))
                .body(containsString("name=\"model\" value=\"openai/gpt-4o\""));

        admin().get("/api/v1/agents/untouched").then().statusCode(404);
    }

    @Test
    void aPasswordThatTheBrowserAddsByItselfChangesNothing() {
        given().auth()
                .preemptive()
                .basic("me", LockedHouse.KEY)
                .formParam("provider", "openai")
                .post("/console/providers")
                .then()
                .statusCode(401);
    }

    @Test
    void aFormThatCameAfterItsSessionComesBackAsItWasFilledIn() {
        visitor.signIn(LockedHouse.KEY);
        visitor.get("/console/agents/late-agent");
        visitor.forget(SESSION);

        Response late = visitor.post(
                "/console/agents/late-agent",
                Map.of("act", "save", "new", "yes", "model", "openai/gpt-4o", "seed", "41 & <b>"));
        late.then().statusCode(307).header("location", startsWith("/console/sign-in/late?to=%2Fconsole%2Fagents%2F"));
        Response page = visitor.post(
                late.header("location"),
                Map.of("act", "save", "new", "yes", "model", "openai/gpt-4o", "seed", "41 & <b>"));
        page.then().statusCode(401).body(containsString("your form comes back"));
        String kept = field(page, "kept");

        Response in = visitor.post(
                "/console/sign-in", Map.of("key", LockedHouse.KEY, "to", "/console/agents/late-agent", "kept", kept));
        in.then()
                .statusCode(200)
                .body(containsString("action=\"/console/agents/late-agent\""))
                .body(containsString("name=\"seed\" value=\"41 &amp; &lt;b&gt;\""))
                .body(not(containsString("value=\"save\"")));
        visitor.post(
                        "/console/agents/late-agent",
                        Map.of("act", "show", "new", "yes", "model", "openai/gpt-4o", "seed", "41 & <b>"))
                .then()
                .statusCode(200)
                .body(containsString("value=\"41 &amp; &lt;b&gt;\""))
                .body(containsString("<option value=\"openai/gpt-4o\" selected>"));
        admin().get("/api/v1/agents/late-agent").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://elsewhere.example/",
                "//elsewhere.example/console",
                "/console\\elsewhere",
                "/v1/models",
                "/console/../v1/models",
                "/console\r\nx: y",
                "/console/sign-in?to=/console"
            })
    void nobodyIsLedElsewhere(String to) {
        visitor.get("/console/sign-in");

        visitor.post("/console/sign-in", Map.of("key", LockedHouse.KEY, "to", to))
                .then()
                .statusCode(303)
                .header("location", equalTo("/console"));
    }

    @Test
    void aPartOfAPageIsNotReplacedByThePageForSigningIn() {
        visitor.request()
                .header("hx-request", "true")
                .get("/console/agents/x/models")
                .then()
                .statusCode(401)
                .header("location", nullValue())
                .header("www-authenticate", nullValue());
    }

    @Test
    void anOperatorLooksAndDoesNotChange() {
        visitor.signIn(key("operator"));
        visitor.get("/console/agents/looked-at").then().statusCode(200).body(containsString("Looking only"));

        visitor.post("/console/agents/looked-at", Map.of("act", "save", "new", "yes", "model", "openai/gpt-4o"))
                .then()
                .statusCode(403);
    }

    @Test
    void streamsNeedASessionAndEndWithIt() {
        visitor.get("/console/events?page=overview").then().statusCode(303);
        String key = key("operator");
        visitor.signIn(key);
        visitor.get("/console/events?page=nothing").then().statusCode(404);
        String session = SESSION + "=" + visitor.cookie(SESSION);
        CompletableFuture<String> page = streams.open("/console/events?page=overview", "cookie", session);
        CompletableFuture<String> alerts = streams.open("/api/v1/alerts/stream", "cookie", session);
        CompletableFuture<String> ofKey = streams.open("/api/v1/alerts/stream", "x-api-key", key);

        long revoked = System.nanoTime();
        admin().delete("/api/v1/keys/" + key.substring(3, 15)).then().statusCode(204);

        assertThat(page.join()).startsWith("200 ").contains("event: ended\ndata: session\n\n");
        assertThat(alerts.join()).startsWith("200 : connected");
        assertThat(ofKey.join()).startsWith("200 : connected");
        assertThat(Duration.ofNanos(System.nanoTime() - revoked)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aStreamOfAPageDoesNotMakeTheBrowserAskForAPassword() {
        given().header("accept", "text/event-stream")
                .header("sec-fetch-mode", "cors")
                .get("/console/events?page=overview")
                .then()
                .statusCode(401)
                .header("www-authenticate", nullValue());
    }

    /** Behind a proxy an address is what the proxy says. */
    @Test
    void tooManyWrongKeysAtTheFormAreToldSoAndARightOneIsLetIn() {
        String address = "2001:db8:1::" + UUID.randomUUID().toString().substring(0, 4);
        visitor.get("/console/sign-in");
        for (int i = 0; i < LockedHouse.FAILED_TRIES; i++) {
            assertThat(tried("wrong-" + i, address).statusCode()).isEqualTo(401);
        }

        tried("wrong", address).then().statusCode(429).body(containsString("Too many wrong keys"));
        Response in = tried(LockedHouse.KEY, address);
        in.then().statusCode(303);
        assertThat(in.cookie(SESSION)).isNotEmpty();
        assertThat(tried("wrong", "2001:db8:1::ffff:1").statusCode()).isEqualTo(401);
    }

    private Response tried(String key, String address) {
        return visitor.request()
                .header("x-forwarded-for", address)
                .formParam("form_token", visitor.token())
                .formParam("key", key)
                .post("/console/sign-in");
    }

    private static String key(String role) {
        await().atMost(Duration.ofMinutes(1))
                .until(() ->
                        admin().body("{}").post("/api/v1/keys/nobody/rotate").statusCode() == 404);
        return admin().body("{\"name\":\"of " + role + "\",\"role\":\"" + role + "\"}")
                .post("/api/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    private static io.restassured.specification.RequestSpecification admin() {
        return given().header("authorization", "Bearer " + LockedHouse.KEY).contentType("application/json");
    }

    private static String token(Response page) {
        return field(page, "form_token");
    }

    static String field(Response page, String name) {
        String text = page.asString();
        String start = "name=\"" + name + "\" value=\"";
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf('"', from)).replace("&amp;", "&");
    }
}
