package dev.quartermaster.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.catalog.Catalogs;
import dev.quartermaster.catalog.query.CatalogIndex;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.domain.model.Rates;
import dev.quartermaster.routing.Signals.Resident;
import dev.quartermaster.testing.Models;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PlacementTest {

    private static final String FRANKFURT = "eu-central-1";
    private static final String HAIKU = "bedrock/anthropic.claude-haiku-4-5-20251001-v1:0";
    private static final String GLOBAL_HAIKU = "bedrock/global.anthropic.claude-haiku-4-5-20251001-v1:0";
    private static final String US_SONNET = "bedrock/us.anthropic.claude-sonnet-4-6";
    private static final Pricing ROUTED = new Pricing(
            Rates.of("1", "2"), List.of(), Map.of(PriceRoute.GEO, Pricing.flat(Rates.of("1.1", "2.2"))), null, null);

    private static CatalogIndex catalog;

    @BeforeAll
    static void readTheCatalog() throws Exception {
        catalog = Catalogs.bundledIndex();
    }

    @Test
    void routesAreThoseThatACallTakesWhereThePriceDependsOnThem() {
        ModelIndex models = models(
                Models.named(HAIKU).pricing(ROUTED).build(),
                Models.named(GLOBAL_HAIKU).build(),
                Models.named(US_SONNET).pricing(ROUTED).build(),
                Models.named("bedrock/acme.oracle-v1:0").pricing(ROUTED).build(),
                Models.named("openai/gpt").pricing(ROUTED).build());

        assertThat(new Placement(models, catalog, FRANKFURT).routes())
                .isEqualTo(Map.of(key(HAIKU), PriceRoute.GEO, key(US_SONNET), PriceRoute.GEO));
    }

    @Test
    void aProfileIsWithinAResidencyWhenAllItsRegionsAre() {
        ModelIndex models = models(
                Models.named(HAIKU).build(),
                Models.named(GLOBAL_HAIKU).build(),
                Models.named(US_SONNET).residency("us").build(),
                Models.named("bedrock/acme.oracle-v1:0").build(),
                Models.named("openai/gpt").build());

        Resident resident = new Placement(models, catalog, FRANKFURT).resident("eu");

        // The profile of other regions cannot be called from here, so its entry has the word.
        assertThat(resident.known()).containsExactlyInAnyOrder(key(HAIKU), key(GLOBAL_HAIKU));
        assertThat(resident.within()).containsExactly(key(HAIKU));
    }

    @Test
    void withoutACatalogOrItsWordOnTheRegionNothingIsKnown() {
        ModelIndex models = models(Models.named(HAIKU).pricing(ROUTED).build());

        for (Placement blind :
                List.of(new Placement(models, null, FRANKFURT), new Placement(models, catalog, "us-gov-west-1"))) {
            assertThat(blind.region()).isNull();
            assertThat(blind.routes()).isEmpty();
            assertThat(blind.resident("eu")).isNull();
        }
        assertThat(new Placement(models, catalog, FRANKFURT).resident(null)).isNull();
    }

    @Test
    void itIsWorkedOutAnewOnlyWhenTheRegistryOrTheCatalogChanges() {
        ModelIndex models = models(Models.named(HAIKU).build());
        Placements placements = new Placements(() -> Optional.of(catalog), FRANKFURT);
        Placement first = placements.of(models);

        assertThat(placements.of(models)).isSameAs(first);
        assertThat(placements.of(models(Models.named(HAIKU).build()))).isNotSameAs(first);
    }

    private static ModelIndex models(ModelSpec... models) {
        return new ModelIndex(List.of(models));
    }

    private static ModelKey key(String name) {
        return InputsJson.model(name);
    }
}
