package dev.quartermaster.api.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of providers over HTTP, with providers that take certain keys only. */
@QuarkusTest
@TestProfile(KeptKeys.class)
class CredentialComponentTest extends HouseOfKeys {

    private static final String KEY = "sk-kanarie-number-one-of-openai-1111";
    private static final String OTHER = "sk-kanarie-number-two-of-openai-2222";

    @Test
    void aKeyServesFromTheNextCallOnAndOneThatIsRefusedChangesNothing() {
        accepts("openai", KEY);

        putKey("openai", KEY)
                .then()
                .statusCode(200)
                .header("etag", notNullValue())
                .header("cache-control", "no-store")
                .body("validated", equalTo(true))
                .body("slot", equalTo(1))
                .body("provider.credentials_source", equalTo("database"))
                .body("provider.credentials[0].masked", equalTo("…1111"))
                .body("provider.credentials[0].origin", equalTo("database"))
                .body("provider.credentials[0].kind", equalTo("api_key"))
                .body("provider.credentials[0].state", equalTo("good"))
                .body("provider.credentials[0].since", notNullValue());
        ask(GPT).then().statusCode(200);
        assertThat(lastKey()).isEqualTo("1111");

        putKey("openai", OTHER)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("param", equalTo("api_key"))
                .body("detail", containsString("refuses"))
                .body("detail", not(containsString(OTHER)));

        assertThat(entry("openai").getString("credentials[0].masked")).isEqualTo("…1111");
        ask(GPT).then().statusCode(200);
    }

    @Test
    void aKeyThatIsStoredUncheckedIsShownAsRefusedUntilItIsReplaced() {
        accepts("openai", KEY);
        put("openai", "{\"api_key\":\"" + OTHER + "\",\"validate\":false}")
                .then()
                .statusCode(200)
                .body("validated", equalTo(false));

        ask(GPT).then().statusCode(502).body("error.code", equalTo("upstream_authentication"));

        JsonPath refused = entry("openai");
        assertThat(refused.getString("credentials[0].state")).isEqualTo("refused");
        assertThat(refused.getString("credentials[0].resting_since")).isNotNull();
        assertThat(refused.getBoolean("usable")).isFalse();
        putKey("openai", KEY).then().statusCode(200);
        ask(GPT).then().statusCode(200);
        assertThat(entry("openai").getString("credentials[0].state")).isEqualTo("good");
    }

    @Test
    void severalKeysTakeTurnsAndEachHasItsState() {
        accepts("openai", KEY, OTHER);
        putKey("openai", KEY).then().statusCode(200);
        put("openai", "{\"api_key\":\"" + OTHER + "\",\"slot\":2}").then().statusCode(200);
        ask(GPT).then().statusCode(200);
        String first = lastKey();
        ask(GPT).then().statusCode(200);
        assertThat(lastKey()).isNotEqualTo(first);
        calm();
        accepts("openai", OTHER);

        for (int i = 0; i < 3; i++) {
            ask(GPT).then().statusCode(200);
            assertThat(lastKey()).isEqualTo("2222");
        }

        JsonPath entry = entry("openai");
        assertThat(entry.getString("credentials.find { it.slot == 1 }.state")).isEqualTo("refused");
        assertThat(entry.getString("credentials.find { it.slot == 2 }.state")).isEqualTo("good");
        admin().delete(credentials("openai") + "?slot=1").then().statusCode(204);
        assertThat(entry("openai").getList("credentials")).hasSize(1);
    }

    @Test
    void aProviderThatHadNoKeyComesToLifeForAutoAsWell() {
        String auto =
                ",\"quartermaster\":{\"excluded_providers\":[\"openai\",\"anthropic\",\"google\",\"bedrock\",\"ollama\"]}";
        assertThat(entry("vault").getBoolean("usable")).isFalse();
        assertThat(entry("vault").getString("credentials_source")).isNull();
        ask("auto", auto).then().statusCode(503);

        putKey("vault", KEY).then().statusCode(200).body("provider.usable", equalTo(true));

        ask("auto", auto).then().statusCode(200).header("x-quartermaster-model", "vault/vault-1");
        assertThat(lastKey()).isEqualTo("1111");
        admin().delete(credentials("vault")).then().statusCode(204);
        ask("auto", auto).then().statusCode(503);
    }

    @Test
    void aStoredKeyGoesBeforeThatOfTheEnvironmentWhichStandsBy() {
        assertThat(entry("google").getString("credentials_source")).isEqualTo("configuration");
        ask(GEMINI).then().statusCode(200);
        assertThat(lastKey()).isEqualTo("g001");

        putKey("google", "AIza-kanarie-that-is-stored-g002").then().statusCode(200);

        ask(GEMINI).then().statusCode(200);
        assertThat(lastKey()).isEqualTo("g002");
        JsonPath entry = entry("google");
        assertThat(entry.<String>getList("credentials.state")).containsExactly("good", "standby");
        assertThat(entry.getString("credentials_source")).isEqualTo("database");
        admin().delete(credentials("google")).then().statusCode(204);
        ask(GEMINI).then().statusCode(200);
        assertThat(lastKey()).isEqualTo("g001");
    }

    @Test
    void aKeyOfSecretsManagerServesAndIsReadAgainAfterItsProviderRefusedIt() {
        String renewed = "sk-ant-kanarie-renewed-a002";
        assertThat(entry("anthropic").getString("credentials_source")).isEqualTo("secrets_manager");
        assertThat(entry("anthropic").getString("credentials[0].source"))
                .isEqualTo(KeyWorld.SECRET_ID + ": ANTHROPIC_API_KEY");
        ask(CLAUDE).then().statusCode(200);
        assertThat(lastKey()).isEqualTo("a001");
        try {
            KeyWorld.secrets().put(KeyWorld.SECRET_ID, KeyWorld.secret(renewed));
            accepts("anthropic", renewed);

            ask(CLAUDE).then().statusCode(502);

            await().atMost(PATIENCE).until(() -> ask(CLAUDE).statusCode() == 200);
            assertThat(lastKey()).isEqualTo("a002");
        } finally {
            KeyWorld.secrets().put(KeyWorld.SECRET_ID, KeyWorld.secret(KeyWorld.OF_ANTHROPIC));
            calm();
            accepts("anthropic", KeyWorld.OF_ANTHROPIC);
            await().atMost(PATIENCE).until(() -> {
                boolean isBack = ask(CLAUDE).statusCode() == 200;
                return isBack && lastKey().equals("a001");
            });
        }
    }

    @Test
    void whereItsProviderCannotBeAskedNothingIsStored() {
        putKey("gone", KEY)
                .then()
                .statusCode(502)
                .contentType("application/problem+json")
                .body("code", equalTo("upstream_error"))
                .body("detail", containsString("\"validate\": false"));
        fault("{\"provider\":\"openai\",\"operation\":\"models\",\"kind\":\"hang\"}");
        putKey("vault", KEY).then().statusCode(504).body("code", equalTo("upstream_timeout"));
        calm();
        fault("{\"provider\":\"openai\",\"operation\":\"models\",\"status\":503}");
        putKey("vault", KEY).then().statusCode(502);

        assertThat(entry("gone").getList("credentials")).isEmpty();
        assertThat(entry("vault").getList("credentials")).isEmpty();
        put("gone", "{\"api_key\":\"" + KEY + "\",\"validate\":false}").then().statusCode(200);
        assertThat(entry("gone").getList("credentials")).hasSize(1);
    }

    @Test
    void aTestStoresNothing() {
        accepts("openai", KEY);
        String test = credentials("vault") + "/test";
        admin().post(test).then().statusCode(404);

        admin().body("{\"api_key\":\"" + KEY + "\"}")
                .post(test)
                .then()
                .statusCode(200)
                .body("valid", equalTo(true))
                .body("results[0].outcome", equalTo("taken"))
                .body("results[0].id", nullValue())
                .body("results[0].masked", equalTo("…1111"));
        admin().body("{\"api_key\":\"" + OTHER + "\"}")
                .post(test)
                .then()
                .statusCode(200)
                .body("valid", equalTo(false))
                .body("results[0].outcome", equalTo("refused"));

        assertThat(entry("vault").getList("credentials")).isEmpty();
        putKey("vault", KEY).then().statusCode(200);
        admin().post(test).then().statusCode(200).body("results", hasSize(1)).body("valid", equalTo(true));
        admin().body("{\"api_key\":\"" + KEY + "\"}")
                .post(credentials("gone") + "/test")
                .then()
                .statusCode(200)
                .body("results[0].outcome", equalTo("unreachable"));
    }

    @Test
    void changesAreOfTheRevisionThatWasRead() {
        String tag = putKey("vault", KEY).then().statusCode(200).extract().header("etag");
        assertThat(tag).isEqualTo("\"" + entry("vault").getInt("credentials_revision") + "\"");

        admin().header("if-match", "\"0\"")
                .body("{\"api_key\":\"" + OTHER + "\"}")
                .put(credentials("vault"))
                .then()
                .statusCode(412);
        admin().header("if-match", tag)
                .body("{\"api_key\":\"" + OTHER + "\"}")
                .put(credentials("vault"))
                .then()
                .statusCode(200);
        admin().header("if-match", tag).delete(credentials("vault")).then().statusCode(412);
        admin().delete(credentials("vault")).then().statusCode(204);
        admin().delete(credentials("vault")).then().statusCode(404);
    }

    @Test
    void bedrockTakesTokensAndAccessKeysOfRegionsThatMayBeCalled() {
        String access =
                "{\"access_key_id\":\"AKIACANARYOFAWS00001\",\"secret_access_key\":\"kanarie-secret-access-key\","
                        + "\"session_token\":\"kanarie-session-token\",\"region\":\"%s\"}";
        put("bedrock", access.formatted("ap-south-1")).then().statusCode(400).body("param", equalTo("region"));
        put("bedrock", access.formatted("us-east-1"))
                .then()
                .statusCode(200)
                .body("provider.credentials[0].kind", equalTo("access_key"));
        ask(NOVA).then().statusCode(200);
        assertThat(lastKey()).isEqualTo("0001");

        put("bedrock", "{\"bearer_token\":\"ABSKkanarieOfBedrock0002\"}")
                .then()
                .statusCode(200)
                .body("provider.credentials[0].kind", equalTo("bearer_token"))
                .body("provider.credentials[0].expires_at", nullValue());
        ask(NOVA).then().statusCode(200);
        assertThat(lastKey()).isEqualTo("0002");
        admin().delete(credentials("bedrock")).then().statusCode(204);
        assertThat(entry("bedrock").getString("credentials_source")).isEqualTo("aws");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "api_key | {}",
                "api_key | {\"api_key\":\"\"}",
                "api_key | {\"api_key\":\" sk-kanarie\"}",
                "api_key | {\"api_key\":\"sk-kanarie\\nx\"}",
                "api_key | {\"api_key\":\"sk-kanarie\\r\\nx-evil: 1\"}",
                "api_key | {\"api_key\":\"sk kanarie\"}",
                "api_key | {\"api_key\":\"sk-kanarie\\u0000\"}",
                "api_key | {\"api_key\":\"sk-kanarie-ä\"}",
                "api_key | {\"api_key\":7}",
                "slot | {\"api_key\":\"sk-kanarie\",\"slot\":0}",
                "slot | {\"api_key\":\"sk-kanarie\",\"slot\":100}",
                "slot | {\"api_key\":\"sk-kanarie\",\"slot\":\"1\"}",
                "validate | {\"api_key\":\"sk-kanarie\",\"validate\":\"no\"}",
                "colour | {\"api_key\":\"sk-kanarie\",\"colour\":\"red\"}",
                "bearer_token | {\"api_key\":\"sk-kanarie\",\"bearer_token\":\"sk-kanarie\"}"
            })
    void aMistakeIsToldByItsField(String field, String body) {
        for (String path : new String[] {credentials("vault"), credentials("vault") + "/test"}) {
            String answer = (path.endsWith("test")
                            ? admin().body(body).post(path)
                            : admin().body(body).put(path))
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("param", equalTo(field))
                    .extract()
                    .asString();
            assertThat(answer).doesNotContain("kanarie");
        }
        assertThat(entry("vault").getList("credentials")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bearer_token | {\"api_key\":\"ABSKkanarie\"}",
                "secret_access_key | {\"access_key_id\":\"AKIA\"}",
                "bearer_token | {\"access_key_id\":\"AKIA\",\"secret_access_key\":\"s\",\"bearer_token\":\"t\"}",
                "session_token | {\"access_key_id\":\"AKIA\",\"secret_access_key\":\"s\",\"session_token\":\"a b\"}",
                "region | {\"bearer_token\":\"t\",\"region\":\"Frankfurt\"}",
                "bearer_token | {\"bearer_token\":\"bedrock-api-key-WC1BbXotRGF0ZT0yMDI2MDEwMVQxMjAwMDBaJlgtQW16LUV4cGlyZXM9MQ==\"}"
            })
    void mistakesOfBedrockToo(String field, String body) {
        put("bedrock", body).then().statusCode(400).body("param", equalTo(field));
    }

    @ParameterizedTest
    @ValueSource(ints = {8_193, 10_240})
    void aLongKeyIsRefused(int length) {
        putKey("vault", "k".repeat(length)).then().statusCode(400).body("param", equalTo("api_key"));
        put("vault", "{\"" + "k".repeat(length) + "\":\"k\"}").then().statusCode(400);
    }

    @Test
    void whatIsNoProviderIsNotFound() {
        for (String name : new String[] {"nobody", "no%20body", "n".repeat(2_000)}) {
            admin().urlEncodingEnabled(false)
                    .body("{\"api_key\":\"sk-kanarie\"}")
                    .put(credentials(name))
                    .then()
                    .statusCode(404)
                    .body("param", equalTo("provider"))
                    .body("detail.length()", org.hamcrest.Matchers.lessThan(300));
        }
        admin().body("[]").put(credentials("vault")).then().statusCode(400);
        admin().body("{").put(credentials("vault")).then().statusCode(400);
        admin().delete(credentials("vault") + "?slot=x").then().statusCode(400).body("param", equalTo("slot"));
    }
}
