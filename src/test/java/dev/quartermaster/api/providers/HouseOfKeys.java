package dev.quartermaster.api.providers;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import dev.quartermaster.testing.SimulatorUrl;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of kept keys share. */
abstract class HouseOfKeys {

    static final Duration PATIENCE = Duration.ofMinutes(1);
    static final String GPT = "openai/gpt-4o-mini";
    static final String CLAUDE = "anthropic/claude-haiku-4-5";
    static final String GEMINI = "google/gemini-2.5-flash";
    static final String NOVA = "bedrock/amazon.nova-lite-v1:0";

    private static final String PROVIDERS = "/api/v1/providers/";

    @SimulatorUrl
    String simulator;

    @BeforeEach
    @AfterEach
    void empty() {
        given().delete(simulator + "/faults").then().statusCode(204);
        await().atMost(PATIENCE).until(() -> admin().get("/api/v1/status")
                .jsonPath()
                .getString("dependencies.find { it.name == 'provider_keys' }.state")
                .equals("ok"));
        for (String provider : List.of("openai", "anthropic", "google", "bedrock", "vault", "gone")) {
            admin().delete(credentials(provider));
        }
    }

    static String credentials(String provider) {
        return PROVIDERS + provider + "/credentials";
    }

    static RequestSpecification admin() {
        return given().header("authorization", "Bearer " + KeptKeys.ADMIN).contentType("application/json");
    }

    static Response put(String provider, String body) {
        return admin().body(body).put(credentials(provider));
    }

    static Response putKey(String provider, String key) {
        return put(provider, "{\"api_key\":\"" + key + "\"}");
    }

    static JsonPath entry(String provider) {
        return admin().get(PROVIDERS + provider)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** The provider takes these keys only. */
    void accepts(String provider, String... keys) {
        fault("{\"provider\":\"" + provider + "\",\"operation\":\"*\",\"status\":401,\"accepted_keys\":[\""
                + String.join("\",\"", keys) + "\"]}");
    }

    /** Returns the fault's id. */
    String fault(String script) {
        return given().contentType("application/json")
                .body(script)
                .post(simulator + "/faults")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    void calm() {
        given().delete(simulator + "/faults").then().statusCode(204);
    }

    static Response ask(String model) {
        return ask(model, "");
    }

    /** @param more further fields, each with a comma before it */
    static Response ask(String model, String more) {
        return admin().body("{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]"
                        + more + "}")
                .post("/v1/chat/completions");
    }

    /** How the key of the last call that reached a provider ends. */
    String lastKey() {
        return given().get(simulator + "/calls")
                .jsonPath()
                .getString("calls.findAll { it.operation == 'chat' }[-1].key_suffix");
    }
}
