package dev.quartermaster;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.quartermaster.testing.KeyMakingWorld;
import dev.quartermaster.testing.PackagedService;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.response.Response;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A key of a provider that is set through the interface of the packaged service, and what then reaches the provider. */
@QuarkusIntegrationTest
@WithTestResource(KeyMakingWorld.class)
class CredentialIT extends PackagedService {

    private static final String KEY = "sk-set-through-the-interface-4711";
    private static final String PATH = "/api/v1/providers/openai/credentials";

    @AfterEach
    void remove() {
        admin().delete(PATH);
    }

    @Test
    void theNextCallCarriesAKeyThatWasSet() {
        fault("{\"provider\":\"openai\",\"operation\":\"*\",\"status\":401,\"accepted_keys\":[\"" + KEY + "\"]}");
        assertThat(ask().statusCode()).isEqualTo(502);
        awaitDatabase();

        put(KEY).then()
                .statusCode(200)
                .body("validated", equalTo(true))
                .body("provider.credentials_source", equalTo("database"));

        assertThat(ask().statusCode()).isEqualTo(200);
        assertThat(given().get(simulator + "/calls")
                        .jsonPath()
                        .getString("calls.findAll { it.operation == 'chat' }[-1].key_suffix"))
                .isEqualTo("4711");
        put("sk-that-is-refused-0815").then().statusCode(400).body("param", equalTo("api_key"));
        assertThat(ask().statusCode()).isEqualTo(200);
    }

    @Test
    void bedrockIsCalledWithAnAccessKeyThatWasSet() {
        awaitDatabase();
        String path = "/api/v1/providers/bedrock/credentials";
        try {
            admin().contentType("application/json")
                    .body(
                            "{\"access_key_id\":\"AKIASETTHROUGHIT4712\",\"secret_access_key\":\"s\",\"region\":\"us-east-1\"}")
                    .put(path)
                    .then()
                    .statusCode(200)
                    .body("provider.credentials[0].kind", equalTo("access_key"));

            assertThat(ask(BEDROCK).statusCode()).isEqualTo(200);
            assertThat(given().get(simulator + "/calls")
                            .jsonPath()
                            .getString("calls.findAll { it.operation == 'chat' }[-1].key_suffix"))
                    .isEqualTo("4712");
        } finally {
            admin().delete(path).then().statusCode(204);
        }
    }

    private static void awaitDatabase() {
        await().atMost(Duration.ofMinutes(1)).until(() -> admin().delete(PATH).statusCode() == 404);
    }

    private static Response put(String key) {
        return admin().contentType("application/json")
                .body("{\"api_key\":\"" + key + "\"}")
                .put(PATH);
    }

    private static Response ask() {
        return ask(GPT);
    }

    private static Response ask(String model) {
        return admin().contentType("application/json")
                .body("{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + QUESTION
                        + "\"}],\"quartermaster\":{\"fallbacks\":[]}}")
                .post("/v1/chat/completions");
    }
}
