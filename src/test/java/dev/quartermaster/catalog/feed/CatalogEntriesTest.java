package dev.quartermaster.catalog.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.catalog.Catalogs;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.registry.CatalogSupplement;
import dev.quartermaster.registry.file.RegistryEntry;
import dev.quartermaster.testing.Models;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogEntriesTest {

    @Test
    void aProfileOfAPricedModelBecomesAnEntryWithItsRegions() throws Exception {
        CatalogSupplement catalogSupplement =
                of(Models.named("bedrock/anthropic.claude-sonnet-4-6").price("3", "15"));

        ModelSpec profile =
                entry(catalogSupplement, "eu.anthropic.claude-sonnet-4-6").model();
        assertThat(profile.pricing().base().inputPer1m()).isEqualTo("3");
        assertThat(profile.residency()).isEqualTo("eu");
        assertThat(profile.regions()).contains("eu-central-1").allMatch(region -> region.startsWith("eu-"));
        assertThat(entry(catalogSupplement, "eu.anthropic.claude-sonnet-4-6").note())
                .isEqualTo("Found in Bedrock's catalog; priced as anthropic.claude-sonnet-4-6.");
        assertThat(entry(catalogSupplement, "anthropic.claude-sonnet-4-6")
                        .model()
                        .regions())
                .contains("us-east-1", "eu-west-1");
    }

    @Test
    void aBaseModelIsPricedAsTheDearestOfItsProfiles() throws Exception {
        CatalogSupplement catalogSupplement = of(
                Models.named("bedrock/us.anthropic.claude-sonnet-4-6").price("3.3", "16.5"),
                Models.named("bedrock/global.anthropic.claude-sonnet-4-6").price("3", "15"));

        assertThat(price(catalogSupplement, "anthropic.claude-sonnet-4-6")).isEqualTo("3.3");
        assertThat(price(catalogSupplement, "global.anthropic.claude-sonnet-4-6"))
                .isEqualTo("3");
        assertThat(price(catalogSupplement, "jp.anthropic.claude-sonnet-4-6")).isEqualTo("3.3");
    }

    @Test
    void aModelWithoutPriceGetsNoEntryButItsRegionsAreKnown() throws Exception {
        CatalogSupplement catalogSupplement = of(
                Models.named("bedrock/amazon.nova-pro-v1:0").price("0", "0"),
                Models.named("openai/amazon.nova-lite-v1:0").price("1", "1"));

        assertThat(catalogSupplement.entries()).isEmpty();
        assertThat(catalogSupplement.regions().get(key("amazon.nova-lite-v1:0")))
                .contains("us-east-1");
    }

    private static CatalogSupplement of(Models... prices) throws Exception {
        List<RegistryEntry> entries = List.of(prices).stream()
                .map(Models::build)
                .map(RegistryEntry::of)
                .toList();
        return new CatalogEntries(entries).of(Catalogs.bundled(), "v");
    }

    private static RegistryEntry entry(CatalogSupplement catalogSupplement, String id) {
        return catalogSupplement.entries().stream()
                .filter(entry -> entry.model().key().equals(key(id)))
                .findFirst()
                .orElseThrow();
    }

    private static BigDecimal price(CatalogSupplement catalogSupplement, String id) {
        return entry(catalogSupplement, id).model().pricing().base().inputPer1m();
    }

    private static ModelKey key(String id) {
        return new ModelKey(ProviderId.BEDROCK, id);
    }
}
