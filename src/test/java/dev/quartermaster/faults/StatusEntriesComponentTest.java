package dev.quartermaster.faults;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quartermaster.faults.Client.Question;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What the status says of keys, limits and the registry while something is wrong with them, and after it. */
@QuarkusTest
@TestProfile(BreakableHouse.class)
class StatusEntriesComponentTest extends FaultyProviders {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @ConfigProperty(name = "quartermaster.registry.path")
    Path registry;

    @Test
    void aKeyThatItsProviderRefuses() throws Exception {
        assertThat(entry("credentials").get("state")).isEqualTo("ok");
        Instant before = Instant.now().minusSeconds(1);
        simulator.script("{\"provider\":\"google\",\"model\":\"google" + FaultyWorld.FLAPPING
                + "\",\"status\":401,\"times\":1}");

        assertThat(ask("google/google" + FaultyWorld.FLAPPING).says()).isEqualTo("200");

        Map<String, String> entry = entry("credentials");
        assertThat(entry.get("state")).isEqualTo("degraded");
        assertThat(Instant.parse(entry.get("since"))).isAfter(before);
        assertThat(entry.get("detail"))
                .startsWith("key google-config rests until ")
                .contains(": it was refused (401")
                .doesNotContain("sk-of");
        assertThat(entry.get("effect")).startsWith("No call can be made to google until");
        await().atMost(PATIENCE).until(() -> entry("credentials").get("state").equals("ok"));
    }

    @Test
    void aProviderThatAsksToBeLeftAlone() throws Exception {
        assertThat(entry("limits").get("state")).isEqualTo("ok");
        Instant before = Instant.now().minusSeconds(1);
        simulator.script("{\"provider\":\"anthropic\",\"model\":\"anthropic" + FaultyWorld.FLAPPING
                + "\",\"status\":429,\"retry_after_seconds\":4}");

        assertThat(ask("anthropic/anthropic" + FaultyWorld.FLAPPING).says()).isEqualTo("200");

        Map<String, String> entry = entry("limits");
        assertThat(entry.get("state")).isEqualTo("degraded");
        assertThat(Instant.parse(entry.get("since"))).isAfter(before);
        assertThat(entry.get("detail"))
                .contains("anthropic/anthropic" + FaultyWorld.FLAPPING + " with key anthropic-config until ");
        assertThat(entry.get("effect")).contains("429");
        given().get("/api/v1/providers/anthropic")
                .then()
                .statusCode(200)
                .body("credentials[0].limited_until", org.hamcrest.Matchers.notNullValue());
        await().atMost(PATIENCE).until(() -> entry("limits").get("state").equals("ok"));
    }

    @Test
    void aRegistryFileThatCannotBeUsedAndOneWithABadEntry() throws Exception {
        byte[] good = Files.readAllBytes(registry);
        try {
            Files.writeString(registry, "{\"models\": [");
            given().post("/api/v1/registry/reload").then().statusCode(409);
            Map<String, String> refused = entry("registry");
            assertThat(refused.get("state")).isEqualTo("degraded");
            assertThat(refused.get("effect"))
                    .startsWith("The last good registry, ")
                    .contains(" serves;");
            String since = refused.get("since");
            given().post("/api/v1/registry/reload").then().statusCode(409);
            assertThat(entry("registry").get("since")).isEqualTo(since);
            assertThat(ask(FaultyWorld.STEADY).says()).isEqualTo("200");

            Files.writeString(
                    registry,
                    new String(good, java.nio.charset.StandardCharsets.UTF_8)
                            .replaceFirst("\\[\\{", "[{\"id\":\"priceless\",\"provider\":\"steady\"},{"));
            given().post("/api/v1/registry/reload").then().statusCode(200);
            assertThat(entry("registry").get("state")).isEqualTo("degraded");
            assertThat(entry("registry").get("detail"))
                    .startsWith("1 entries are left out: models[0] (steady/priceless)");
            assertThat(ask(FaultyWorld.STEADY).says()).isEqualTo("200");
        } finally {
            Files.write(registry, good);
            given().post("/api/v1/registry/reload").then().statusCode(200);
        }
        assertThat(entry("registry").get("state")).isEqualTo("ok");
    }

    private Seen ask(String model) throws Exception {
        List<String> others = model.equals(FaultyWorld.STEADY) ? List.of() : List.of(FaultyWorld.STEADY);
        return client.ask(new Question(Dialect.CHAT, model, others, false, "status", "Hello"), PATIENCE)
                .get(30, TimeUnit.SECONDS);
    }

    private static Map<String, String> entry(String name) {
        return when().get("/api/v1/status")
                .then()
                .statusCode(200)
                .extract()
                .path("dependencies.find { it.name == '" + name + "' }");
    }
}
