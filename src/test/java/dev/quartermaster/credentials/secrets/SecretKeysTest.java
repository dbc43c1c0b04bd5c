package dev.quartermaster.credentials.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.aws.AwsCredentials;
import dev.quartermaster.aws.CredentialsCache;
import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.credentials.Credential;
import dev.quartermaster.credentials.CredentialKind;
import dev.quartermaster.credentials.KeyOrigin;
import dev.quartermaster.credentials.KeyRing;
import dev.quartermaster.credentials.KeyRings;
import dev.quartermaster.credentials.KeyState;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.telemetry.StatusContributor.State;
import dev.quartermaster.testing.Settings;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys of Secrets Manager, against one that checks signatures. */
class SecretKeysTest {

    private static final String SECRET = "not-a-real-secret";
    private static final String ID = "/ai-agent/llm-secrets/prod";
    private static final String PREFIX = "quartermaster.secrets.aws.";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Map<String, String> ENVIRONMENT = Map.of("OPENAI_API_KEY", "sk-of-the-environment");

    private final KeyRing ring = KeyRings.of(ENVIRONMENT, Clock.systemUTC());
    private Vertx vertx;
    private FakeSecretsManager aws;

    @BeforeEach
    void begin() throws Exception {
        vertx = Vertx.vertx();
        aws = new FakeSecretsManager(SECRET);
    }

    @AfterEach
    void end() throws Exception {
        aws.close();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void oneSecretHoldsTheKeysByTheNamesOfTheirVariables() {
        aws.put(
                ID,
                "{\"OPENAI_API_KEY\":\"sk-one\\n\",\"OPENAI_API_KEY_2\":\"sk-two\",\"GEMINI_API_KEY\":\"g-one\","
                        + "\"AWS_ACCESS_KEY_ID\":\"AKIDOFTHESECRET\",\"AWS_SECRET_ACCESS_KEY\":\"secret\",\"port\":5,"
                        + "\"ANTHROPIC_API_KEY\":\"not a key\"}");

        start("secret-id=" + ID);

        assertThat(ring.serving(ProviderId.OPENAI))
                .extracting(ApiKey::id, ApiKey::value)
                .containsExactly(Tuple.tuple("openai-secret-1", "sk-one"), Tuple.tuple("openai-secret-2", "sk-two"));
        assertThat(ring.serving(ProviderId.GOOGLE)).extracting(ApiKey::value).containsExactly("g-one");
        assertThat(ring.configured(ProviderId.ANTHROPIC)).isFalse();
        ApiKey bedrock = ring.serving(ProviderId.BEDROCK).get(0);
        assertThat(bedrock.kind()).isEqualTo(CredentialKind.ACCESS_KEY);
        assertThat(bedrock.aws()).isEqualTo(AwsCredentials.of("AKIDOFTHESECRET", "secret"));
        assertThat(ring.allStates(ProviderId.OPENAI))
                .extracting(KeyState::origin, KeyState::source, KeyState::serving)
                .containsExactly(
                        Tuple.tuple(KeyOrigin.SECRETS_MANAGER, ID + ": OPENAI_API_KEY", true),
                        Tuple.tuple(KeyOrigin.SECRETS_MANAGER, ID + ": OPENAI_API_KEY_2", true),
                        Tuple.tuple(KeyOrigin.ENVIRONMENT, "OPENAI_API_KEY", false));
    }

    @Test
    void orEachIsASecretOfItsOwn() {
        aws.put("prod/ANTHROPIC_API_KEY", "a-one");
        aws.put("prod/GOOGLE_API_KEY", "g-one");
        aws.put("prod/OPENAI_API_KEY_4", "o-four");
        aws.put("staging/OPENAI_API_KEY", "not this one");

        SecretKeys keys = start("prefix=prod/");

        assertThat(ring.serving(ProviderId.OPENAI)).extracting(ApiKey::value).containsExactly("o-four");
        assertThat(ring.serving(ProviderId.ANTHROPIC)).extracting(ApiKey::value).containsExactly("a-one");
        assertThat(ring.serving(ProviderId.GOOGLE)).extracting(ApiKey::value).containsExactly("g-one");
        assertThat(keys.status().state()).isEqualTo(State.OK);
    }

    @Test
    void aKeyThatItsProviderRefusedIsLookedUpAgain() {
        aws.put(ID, "{\"OPENAI_API_KEY\":\"sk-one\"}");
        start("secret-id=" + ID);
        ApiKey old = ring.next(ProviderId.OPENAI).orElseThrow();
        aws.put(ID, "{\"OPENAI_API_KEY\":\"sk-renewed\"}");

        ring.rest(old, Duration.ofHours(1), "refused (401)");

        await().atMost(PATIENCE).until(() -> ring.next(ProviderId.OPENAI)
                .filter(key -> key.value().equals("sk-renewed"))
                .isPresent());
        // What comes of the old one late is not held against the new one.
        ring.rest(old, Duration.ofHours(1), "refused (401)");
        assertThat(ring.hasUsable(ProviderId.OPENAI)).isTrue();
    }

    @Test
    void whatWasReadLastServesWhileItDoesNotAnswer() {
        aws.put(ID, "{\"OPENAI_API_KEY\":\"sk-one\"}");
        SecretKeys keys = start("secret-id=" + ID);
        aws.failsWith("AccessDeniedException");

        refresh(keys);

        assertThat(ring.next(ProviderId.OPENAI).orElseThrow().value()).isEqualTo("sk-one");
        assertThat(keys.status().state()).isEqualTo(State.DEGRADED);
        assertThat(keys.status().detail()).isEqualTo("status 400 (AccessDeniedException)");
        aws.failsWith(null);
        refresh(keys);
        assertThat(keys.status().state()).isEqualTo(State.OK);
    }

    @Test
    void aStartWithoutItGoesOnWithTheEnvironment() {
        aws.failsWith("InternalServiceError");
        SecretKeys keys = start("secret-id=" + ID);

        assertThat(ring.next(ProviderId.OPENAI).orElseThrow().value()).isEqualTo("sk-of-the-environment");
        assertThat(keys.status().state()).isEqualTo(State.DEGRADED);
        aws.failsWith(null);
        aws.put(ID, "no JSON, and a-canary");
        refresh(keys);
        assertThat(keys.status().detail()).isEqualTo("the secret is not a JSON object");
    }

    @Test
    void itIsNotAskedWhereItIsNotSet() {
        SecretKeys keys = start();

        refresh(keys);
        keys.put(ProviderId.OPENAI, 1, Credential.of(CredentialKind.API_KEY, "sk-new"))
                .await()
                .atMost(PATIENCE);

        assertThat(aws.actions()).isEmpty();
        assertThat(keys.status().state()).isEqualTo(State.OK);
    }

    @Test
    void keysAreWrittenBackWhereThatIsSetAndWhatElseIsThereStays() throws Exception {
        aws.put(ID, "{\"OPENAI_API_KEY\":\"sk-one\",\"other\":{\"a\":[1]}}");
        SecretKeys keys = start("secret-id=" + ID, "write-back=true");

        keys.put(ProviderId.OPENAI, 2, Credential.of(CredentialKind.API_KEY, "sk-two"))
                .await()
                .atMost(PATIENCE);

        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(aws.get(ID)))
                .isEqualTo(json.readTree(
                        "{\"OPENAI_API_KEY\":\"sk-one\",\"OPENAI_API_KEY_2\":\"sk-two\",\"other\":{\"a\":[1]}}"));
        assertThat(ring.serving(ProviderId.OPENAI)).extracting(ApiKey::value).containsExactly("sk-one", "sk-two");
        keys.remove(ProviderId.OPENAI, 1, CredentialKind.API_KEY).await().atMost(PATIENCE);
        assertThat(json.readTree(aws.get(ID)).has("OPENAI_API_KEY")).isFalse();
        aws.failsWith("AccessDeniedException");
        assertThatThrownBy(() -> keys.put(ProviderId.OPENAI, 1, Credential.of(CredentialKind.API_KEY, "sk-three"))
                        .await()
                        .atMost(PATIENCE))
                .hasMessageContaining("AccessDeniedException")
                .hasMessageNotContaining("sk-three");
    }

    @Test
    void aCallerWithTheWrongSecretKeyGetsNothing() {
        aws.put(ID, "{\"OPENAI_API_KEY\":\"sk-one\"}");
        SecretKeys keys = keys("another", Map.of(PREFIX + "secret-id", ID));
        keys.start(null);

        assertThat(keys.status().detail()).isEqualTo("status 400 (InvalidSignatureException)");
    }

    private static void refresh(SecretKeys keys) {
        keys.refresh().await().atMost(PATIENCE);
    }

    private SecretKeys start(String... settings) {
        Map<String, String> said = new HashMap<>();
        for (String setting : settings) {
            String[] pair = setting.split("=");
            said.put(PREFIX + pair[0], pair[1]);
        }
        SecretKeys keys = keys(SECRET, said);
        keys.start(null);
        return keys;
    }

    private SecretKeys keys(String secret, Map<String, String> settings) {
        Map<String, String> said = new HashMap<>(settings);
        said.put(PREFIX + "region", "eu-central-1");
        said.put(PREFIX + "base-url", aws.url());
        said.put(PREFIX + "timeout", "20s");
        return new SecretKeys(
                Settings.of(SecretsConfig.class, said),
                ring,
                vertx,
                new CredentialsCache(() -> AwsCredentials.of("AKID", secret), Runnable::run, Clock.systemUTC()),
                new ObjectMapper(),
                Clock.systemUTC());
    }
}
