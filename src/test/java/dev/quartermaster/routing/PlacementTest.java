package dev.quartermaster.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.catalog.BedrockRoutes;
import dev.quartermaster.catalog.Catalogs;
import dev.quartermaster.catalog.query.CallPolicy;
import dev.quartermaster.catalog.query.CallRoutes;
import dev.quartermaster.catalog.query.CatalogIndex;
import dev.quartermaster.catalog.region.Regions;
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
    private static Regions regions;

    @BeforeAll
    static void readTheCatalog() throws Exception {
        catalog = Catalogs.bundledIndex();
        regions = Catalogs.regions();
    }

    @Test
    void routesAreThoseThatACallTakesWhereThePriceDependsOnThem() {
        ModelIndex models = models(
                Models.named(HAIKU).pricing(ROUTED).build(),
                Models.named(GLOBAL_HAIKU).build(),
                Models.named(US_SONNET).pricing(ROUTED).build(),
                Models.named("bedrock/acme.oracle-v1:0").pricing(ROUTED).build(),
                Models.named("openai/gpt").pricing(ROUTED).build());

        assertThat(placement(models, catalog, FRANKFURT).routes()).isEqualTo(Map.of(key(HAIKU), PriceRoute.GEO));
    }

    @Test
    void aProfileIsWithinAResidencyWhenAllItsRegionsAre() {
        ModelIndex models = models(
                Models.named(HAIKU).build(),
                Models.named(GLOBAL_HAIKU).build(),
                Models.named(US_SONNET).residency("us").build(),
                Models.named("bedrock/acme.oracle-v1:0").build(),
                Models.named("openai/gpt").build());

        Resident resident = placement(models, catalog, FRANKFURT).resident("eu");

        // The profile of other regions cannot be called from here, so its entry has the word.
        assertThat(resident.known()).containsExactlyInAnyOrder(key(HAIKU), key(GLOBAL_HAIKU));
        assertThat(resident.within()).containsExactly(key(HAIKU));
    }

    @Test
    void withoutACatalogOrItsWordOnTheRegionNothingIsKnown() {
        ModelIndex models = models(Models.named(HAIKU).pricing(ROUTED).build());

        for (Placement blind :
                List.of(placement(models, null, FRANKFURT), placement(models, catalog, "us-gov-west-1"))) {
            assertThat(blind.region()).isNull();
            assertThat(blind.routes()).isEmpty();
        }
        assertThat(placement(models, catalog, FRANKFURT).resident(null)).isNull();
    }

    @Test
    void itIsWorkedOutAnewOnlyWhenTheRegistryOrTheCatalogChanges() {
        ModelIndex models = models(Models.named(HAIKU).build());
        Placements placements =
                new Placements(new BedrockRoutes(() -> Optional.of(catalog), CallPolicy.from(FRANKFURT), regions));
        Placement first = placements.of(models);

        assertThat(placements.of(models)).isSameAs(first);
        assertThat(placements.of(models(Models.named(HAIKU).build()))).isNotSameAs(first);
    }

    @Test
    void whatNoRegionThatMayBeCalledOffersIsBarredWithTheNamesThatWouldDo() {
        ModelIndex models = models(
                Models.named(HAIKU).build(),
                Models.named(US_SONNET).residency("us").build());

        assertThat(placement(models, catalog, FRANKFURT).unreachable())
                .containsOnlyKeys(key(US_SONNET))
                .hasEntrySatisfying(key(US_SONNET), why -> assertThat(why).contains("eu.anthropic.claude-sonnet-4-6"));
    }

    private static Placement placement(ModelIndex models, CatalogIndex known, String region) {
        return new Placement(models.specs(), new CallRoutes(known, CallPolicy.from(region), regions));
    }

    private static ModelIndex models(ModelSpec... models) {
        return new ModelIndex(List.of(models));
    }

    private static ModelKey key(String name) {
        return InputsJson.model(name);
    }
}
