package dev.quartermaster.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import dev.quartermaster.api.providers.KeptKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two people at the keys of one provider do not overwrite each other without a word. */
@QuarkusTest
@TestProfile(KeptKeys.class)
class KeyFormComponentTest {

    private static final String KEYS = "/console/providers/keys";
    private static final String MINE = "sk-kanarie-that-is-mine-3333";
    private static final String THEIRS = "sk-kanarie-that-is-theirs-4444";
    private static final Pattern SEEN = Pattern.compile("name=\"seen\" value=\"(vault \\d+)\"");

    private final Visitor visitor = new Visitor();

    @BeforeEach
    @AfterEach
    void noKeys() {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> given().header("authorization", "Bearer " + KeptKeys.ADMIN)
                                .delete("/api/v1/providers/vault/credentials")
                                .statusCode()
                        < 500);
    }

    @Test
    void whoIsLateIsToldAndLosesNothing() {
        visitor.signIn(KeptKeys.ADMIN);
        String before = seen(visitor.get("/console/providers"));
        act("store", before, THEIRS).then().statusCode(303);

        Response late = act("store", before, MINE);

        late.then()
                .statusCode(409)
                .body(containsString("Somebody was faster"))
                .body(containsString("value=\"" + MINE + "\""))
                .body(containsString("…4444"))
                .body(not(containsString(THEIRS)));
        String now = seen(late);
        assertThat(now).isNotEqualTo(before);
        act("store", now, MINE).then().statusCode(303);
        visitor.get("/console/providers").then().body(containsString("…3333")).body(not(containsString(MINE)));
    }

    @Test
    void whatWasNotSeenIsNotRemoved() {
        visitor.signIn(KeptKeys.ADMIN);
        String before = seen(visitor.get("/console/providers"));
        act("store", before, MINE).then().statusCode(303);

        act("remove", before, "").then().statusCode(409).body(containsString("Somebody was faster"));
        act("remove", "", "").then().statusCode(409);

        String now = seen(visitor.get("/console/providers"));
        act("remove", now, "").then().statusCode(303);
    }

    private Response act(String act, String seen, String secret) {
        Map<String, String> fields =
                new HashMap<>(Map.of("act", act, "provider", "vault", "secret", secret, "slot", "1"));
        fields.put("unchecked", "on");
        if (!seen.isEmpty()) {
            fields.put("seen", seen);
        }
        return visitor.post(KEYS, fields);
    }

    private static String seen(Response page) {
        Matcher found = SEEN.matcher(page.asString());
        assertThat(found.find()).as("the revision in the form").isTrue();
        return found.group(1);
    }
}
