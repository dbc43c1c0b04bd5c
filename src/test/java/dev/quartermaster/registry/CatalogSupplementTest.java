package dev.quartermaster.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.registry.file.RegistryEntry;
import dev.quartermaster.testing.Models;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatalogSupplementTest {

    private final CatalogSupplement catalogSupplement = new CatalogSupplement(
            "v",
            List.of(entry("held", "9"), entry("fresh", "1"), entry("removed", "1")),
            Map.of(key("held"), List.of("eu-west-1")));

    private final RegistrySnapshot snapshot = new RegistrySnapshot(
            "f", Instant.EPOCH, List.of(entry("held", "2")), List.of(), catalogSupplement, Set.of(key("removed")));

    @Test
    void anEntryOfTheFileStaysAsItIsButForRegionsItDoesNotName() {
        ModelSpec held = snapshot.find(key("held")).orElseThrow();

        assertThat(held.pricing().base().inputPer1m()).isEqualTo("2");
        assertThat(held.regions()).containsExactly("eu-west-1");
        assertThat(snapshot.resolve("bedrock/held")).contains(held);
        assertThat(snapshot.isSupplied(key("held"))).isFalse();
        // As written, so that what names its content is the same with and without a catalog.
        assertThat(snapshot.entry(key("held")).orElseThrow().model().regions()).isEmpty();
    }

    @Test
    void whatTheFileLacksIsAddedUnlessSomebodyRemovedIt() {
        assertThat(snapshot.models()).extracting(ModelSpec::key).containsExactly(key("fresh"), key("held"));
        assertThat(snapshot.isSupplied(key("fresh"))).isTrue();
        assertThat(snapshot.resolve("fresh")).isPresent();
    }

    private static RegistryEntry entry(String id, String price) {
        return RegistryEntry.of(
                Models.named("bedrock/" + id).price(price, price).build());
    }

    private static ModelKey key(String id) {
        return new ModelKey(ProviderId.BEDROCK, id);
    }
}
