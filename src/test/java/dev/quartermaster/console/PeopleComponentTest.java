package dev.quartermaster.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.quartermaster.api.entry.LockedHouse;
import dev.quartermaster.api.entry.SignedInHouse;
import dev.quartermaster.testing.StubOpenIdProvider;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People who sign in to the console through an OpenID provider. */
@QuarkusTest
@TestProfile(SignedInHouse.class)
class PeopleComponentTest {

    private static final String SESSION = "quartermaster-session";
    private static final String OIDC = "/console/sign-in/oidc";
    private static final Map<String, String> ADMIN = Map.of("sub", "ada", "role", "quartermaster-admin");
    private static final Map<String, String> OPERATOR = Map.of("sub", "olga", "role", "quartermaster-operator");

    private final Visitor visitor = new Visitor();
    private final Streams streams = new Streams();

    @BeforeAll
    static void theProviderIsThere() {
        StubOpenIdProvider.turnOn();
    }

    @AfterAll
    static void theProviderIsAway() {
        StubOpenIdProvider.turnOff();
    }

    @BeforeEach
    void theServiceHasFoundIt() {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> new Visitor().get(OIDC).statusCode() == 303);
    }

    @Test
    void thePageForSigningInOffersTheProviderAndTheWayToItIsGuarded() {
        visitor.get("/console/sign-in?to=%2Fconsole%2Fagents%3Fq%3Dsql")
                .then()
                .statusCode(200)
                .body(containsString("Sign in with Stub &amp; Sons"))
                .body(containsString("href=\"" + OIDC + "?to=%2Fconsole%2Fagents%3Fq%3Dsql\""))
                .body(containsString("name=\"key\""));

        Response there = visitor.get(OIDC);

        String location = there.header("location");
        assertThat(location)
                .startsWith(StubOpenIdProvider.issuer() + "/authorize?response_type=code&client_id=quartermaster")
                .contains("code_challenge_method=S256", "&nonce=", "&state=", "scope=openid")
                .containsPattern("redirect_uri=http%3A%2F%2Flocalhost%3A\\d+%2Fconsole%2Fsign-in%2Foidc&");
        Cookie state = there.detailedCookies().asList().stream()
                .filter(cookie -> cookie.getName().startsWith("q_auth_people_"))
                .findFirst()
                .orElseThrow();
        assertThat(state.isHttpOnly()).isTrue();
        assertThat(state.getPath()).isEqualTo(OIDC);
    }

    @Test
    void whoComesBackHasASessionOfOursAndNoOther() {
        Response in = signIn(ADMIN, "/console/agents?q=sql");

        in.then()
                .statusCode(200)
                .header("cache-control", "no-store")
                .body(containsString("<meta http-equiv=\"refresh\" content=\"0; url=/console/agents?q=sql\">"));
        Cookie cookie = in.detailedCookie(SESSION);
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo("Strict");
        assertThat(cookie.getMaxAge()).isBetween(200L, 300L);
        assertThat(in.detailedCookies().asList())
                .filteredOn(other -> other.getMaxAge() != 0)
                .extracting(Cookie::getName)
                .containsExactlyInAnyOrder(SESSION, "quartermaster-sign-out", BrowserCookies.BROWSER);
        visitor.get("/console/agents?q=sql")
                .then()
                .statusCode(200)
                .body(containsString("<b>oidc:ada</b>"))
                .body(containsString("Sign out"));
        visitor.get("/api/v1/status").then().statusCode(200);
        visitor.get("/v1/models").then().statusCode(401);
    }

    @Test
    void theRoleIsThatOfTheTokenAndActsAreOfThatPerson() {
        signIn(OPERATOR, "/console");
        visitor.get("/console/agents/looked-at").then().statusCode(200).body(containsString("Looking only"));
        visitor.post("/console/agents/looked-at", Map.of("act", "save", "new", "yes", "model", "openai/gpt-4o"))
                .then()
                .statusCode(403);

        signIn(ADMIN, "/console");
        visitor.get("/console/agents/of-ada");
        visitor.post(
                        "/console/agents/of-ada",
                        Map.of("act", "save", "new", "yes", "revision", "0", "enabled", "on", "model", "openai/gpt-4o"))
                .then()
                .statusCode(303);
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> given().header("authorization", "Bearer " + LockedHouse.KEY)
                        .get("/api/v1/audit?subject_kind=agent&subject_id=of-ada")
                        .then()
                        .statusCode(200)
                        .body("data.who", hasItem("oidc:ada"))
                        .body("data[0].source", equalTo("console")));
    }

    @ParameterizedTest
    @CsvSource({
        "role, somebody, 403, none of the roles",
        "role, quartermaster-agent, 403, as an agent",
        "error, access_denied, 403, did not let you in",
        "error, server_error, 401, could not be taken",
        "aud, another-client, 401, could not be taken",
        "iss, https://elsewhere.example, 401, could not be taken",
        "nonce-of-another, x, 401, could not be taken",
        "sub, '', 403, none of the roles",
    })
    void whoIsNotLetInIsToldWhyAndHasNoSession(String claim, String value, int status, String words) {
        Map<String, String> person = new HashMap<>(ADMIN);
        person.put(claim, value);

        Response back = signIn(person, "/console/agents");

        back.then()
                .statusCode(status)
                .body(containsString("role=\"alert\""))
                .body(containsString(words))
                .body(containsString(OIDC + "?to=%2Fconsole%2Fagents"))
                .body(not(containsString("<b>no")))
                .body(not(containsString("&lt;b&gt;no")));
        assertThat(visitor.cookie(SESSION)).isNull();
        visitor.get("/console").then().statusCode(303);
    }

    @Test
    void aTokenThatHasEndedOrWasForgedOpensNothing() {
        signIn(Map.of("role", "quartermaster-admin", "exp", in(-120)), "/console")
                .then()
                .statusCode(401);
        signIn(Map.of("role", "quartermaster-admin", "forged", "yes"), "/console")
                .then()
                .statusCode(401);
        assertThat(visitor.cookie(SESSION)).isNull();
    }

    @Test
    void aWayBackThatDidNotBeginHereIsRefusedAndACodeIsGoodOnce() {
        StubOpenIdProvider.nextPerson(ADMIN);
        String back = wayBack(visitor.get(OIDC));

        new Visitor().get(back).then().statusCode(400).body(containsString("did not begin in this browser"));
        visitor.get(OIDC + "?code=x&state=made-up").then().statusCode(400);
        visitor.get(OIDC + "?error=access_denied").then().statusCode(400);
        visitor.get(back.replaceAll("code=[^&]*", "code=expired")).then().statusCode(401);
        assertThat(visitor.cookie(SESSION)).isNull();
        visitor.get(back).then().statusCode(400);

        StubOpenIdProvider.nextPerson(ADMIN);
        String again = wayBack(visitor.get(OIDC));
        visitor.get(again).then().statusCode(200);
        visitor.get(again).then().statusCode(400);
    }

    @Test
    void whileTheProviderIsAwayThePageSaysSoAndAKeySignsIn() {
        String back = wayBack(visitor.get(OIDC));
        StubOpenIdProvider.turnOff();
        try {
            visitor.get(back).then().statusCode(503).body(containsString("does not answer now"));
            assertThat(visitor.cookie(SESSION)).isNull();
            visitor.signIn(LockedHouse.KEY).then().statusCode(303);
            visitor.get("/console").then().statusCode(200).body(containsString("<b>admin</b>"));
        } finally {
            StubOpenIdProvider.turnOn();
        }
    }

    @Test
    void whoSignsOutHereIsLedToSignOutThere() {
        signIn(ADMIN, "/console");
        visitor.get("/console");

        Response out = visitor.post("/console/sign-in/out", Map.of());

        String place = StubOpenIdProvider.issuer() + "/sign-out?client_id=quartermaster";
        out.then().statusCode(200).body(containsString("content=\"0; url=" + place));
        assertThat(out.asString())
                .containsPattern(
                        "post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A\\d+%2Fconsole%2Fsign-in&amp;id_token_hint=eyJ");
        assertThat(visitor.cookie(SESSION)).isNull();
        assertThat(visitor.cookie("quartermaster-sign-out")).isNull();
        visitor.get("/console").then().statusCode(303);
        visitor.signIn(LockedHouse.KEY);
        visitor.get("/console");
        visitor.post("/console/sign-in/out", Map.of()).then().statusCode(303).header("location", "/console");
    }

    @Test
    void aFormThatCameTooLateIsKeptWhileItsSenderIsAtTheProvider() {
        Map<String, String> form = Map.of("act", "save", "new", "yes", "model", "openai/gpt-4o", "seed", "41 & <b>");
        Response late = visitor.post("/console/sign-in/late?to=%2Fconsole%2Fagents%2Flate", form);
        late.then()
                .statusCode(401)
                .body(containsString("href=\"" + OIDC + "\" target=\"_blank\""))
                .body(containsString("action=\"/console/sign-in/back\""));
        Map<String, String> kept =
                Map.of("to", "/console/agents/late", "kept", SignInComponentTest.field(late, "kept"));
        visitor.post("/console/sign-in/back", kept).then().statusCode(401).body(containsString("Nobody is signed in"));

        signIn(ADMIN, "/console");

        visitor.post("/console/sign-in/back", kept)
                .then()
                .statusCode(200)
                .body(containsString("action=\"/console/agents/late\""))
                .body(containsString("name=\"seed\" value=\"41 &amp; &lt;b&gt;\""))
                .body(not(containsString("value=\"save\"")));
    }

    /** Sessions of the framework are nothing here, wherever somebody claims to have one. */
    @Test
    void aCookieOfTheFrameworkOpensNothing() {
        for (String path : new String[] {"/console", "/console/agents", "/api/v1/status", "/v1/models"}) {
            given().redirects()
                    .follow(false)
                    .cookie("q_session_people", "eyJhbGciOiJub25lIn0.e30.|x|y")
                    .cookie("q_session", "x")
                    .get(path)
                    .then()
                    .statusCode(401);
        }
        given().redirects()
                .follow(false)
                .cookie("q_session_people", "x")
                .get(OIDC)
                .then()
                .statusCode(303)
                .header("location", startsWith(StubOpenIdProvider.issuer()));
    }

    @Test
    void nobodyIsLedElsewhere() {
        signIn(ADMIN, "https://elsewhere.example/").then().body(containsString("content=\"0; url=/console\""));
        signIn(ADMIN, "/console/\"><script>")
                .then()
                .body(containsString("content=\"0; url=/console/&quot;&gt;&lt;script&gt;\""));
    }

    @Test
    void aSessionAndItsStreamsEndWithTheToken() {
        signIn(Map.of("sub", "olga", "role", "quartermaster-operator", "exp", in(8)), "/console")
                .then()
                .statusCode(200);
        String session = SESSION + "=" + visitor.cookie(SESSION);
        String token = StubOpenIdProvider.token(Map.of("role", "quartermaster-operator", "exp", in(8)));
        CompletableFuture<String> page = streams.open("/console/events?page=overview", "cookie", session);
        CompletableFuture<String> alerts = streams.open("/api/v1/alerts/stream", "cookie", session);
        CompletableFuture<String> ofToken = streams.open("/api/v1/alerts/stream", "authorization", "Bearer " + token);

        assertThat(page.join()).startsWith("200 ").contains("event: ended\ndata: session\n\n");
        assertThat(alerts.join()).startsWith("200 : connected");
        assertThat(ofToken.join()).startsWith("200 : connected");
        visitor.get("/console").then().statusCode(303);
    }

    private Response signIn(Map<String, String> person, String to) {
        StubOpenIdProvider.nextPerson(person);
        return visitor.get(wayBack(visitor.get(OIDC + "?to=" + encoded(to))));
    }

    private static String wayBack(Response there) {
        there.then().statusCode(303);
        String back = given().urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .get(there.header("location"))
                .then()
                .statusCode(302)
                .extract()
                .header("location");
        return back.substring(back.indexOf(OIDC));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String in(long seconds) {
        return Long.toString(Instant.now().plusSeconds(seconds).getEpochSecond());
    }
}
