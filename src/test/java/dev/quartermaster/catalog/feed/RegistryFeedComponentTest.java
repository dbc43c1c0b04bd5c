package dev.quartermaster.catalog.feed;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.catalog.BedrockCatalog;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistrySnapshot;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RegistryFeedComponentTest {

    @Inject
    ModelRegistry registry;

    @Inject
    BedrockCatalog catalog;

    @Test
    void theCatalogsModelsBecomeEntriesBehindTheStart() {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !supplied(registry.snapshot())
                .isEmpty());

        RegistrySnapshot models = registry.snapshot();
        assertThat(supplied(models))
                .allSatisfy(
                        id -> assertThat(catalog.peek().orElseThrow().find(id)).isPresent());
        JsonPath row = given().queryParam("q", supplied(models).get(0))
                .get("/api/v1/models")
                .jsonPath();
        assertThat(row.getString("data[0].state.source")).isEqualTo("catalog");
        assertThat(row.getList("data[0].state.regions")).isNotEmpty();
        assertThat(row.getString("data[0].note")).startsWith("Found in Bedrock's catalog");
    }

    @Test
    void entriesOfTheFileKnowTheirRegionsAndKeepTheirTag() {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !supplied(registry.snapshot())
                .isEmpty());

        JsonPath entry =
                given().get("/api/v1/models/bedrock/amazon.nova-lite-v1:0").jsonPath();
        assertThat(entry.getList("state.regions", String.class)).contains("us-east-1");
        assertThat(entry.getString("state.source")).isEqualTo("registry");
    }

    private static List<String> supplied(RegistrySnapshot models) {
        return models.models().stream()
                .filter(model -> models.isSupplied(model.key()))
                .filter(model -> model.key().provider().equals(ProviderId.BEDROCK))
                .map(model -> model.key().id())
                .toList();
    }
}
