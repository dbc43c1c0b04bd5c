package dev.quartermaster.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartermaster.aws.Region;
import dev.quartermaster.catalog.Catalogs;
import dev.quartermaster.catalog.query.CatalogIndex;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.provider.bedrock.ModelAddress;
import dev.quartermaster.testing.Models;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CatalogAddressesTest {

    private static final Region FRANKFURT = new Region("eu-central-1");

    private static CatalogIndex catalog;

    @BeforeAll
    static void readTheCatalog() throws Exception {
        catalog = Catalogs.bundledIndex();
    }

    @Test
    void aModelThatOnlyAProfileReachesIsCalledThroughIt() {
        assertThat(address("anthropic.claude-haiku-4-5-20251001-v1:0", FRANKFURT))
                .isEqualTo(new ModelAddress("eu.anthropic.claude-haiku-4-5-20251001-v1:0", PriceRoute.GEO));
    }

    @Test
    void aModelThatTheRegionAnswersItselfKeepsItsId() {
        assertThat(address("amazon.nova-lite-v1:0", Region.US_EAST_1))
                .isEqualTo(new ModelAddress("amazon.nova-lite-v1:0", PriceRoute.IN_REGION));
    }

    @Test
    void aNamedProfileKeepsItsNameAndSaysItsPrice() {
        assertThat(address("global.anthropic.claude-haiku-4-5-20251001-v1:0", FRANKFURT))
                .isEqualTo(new ModelAddress("global.anthropic.claude-haiku-4-5-20251001-v1:0", PriceRoute.GLOBAL));
        assertThat(address("eu.amazon.nova-pro-v1:0", Region.US_EAST_1))
                .isEqualTo(new ModelAddress("eu.amazon.nova-pro-v1:0", PriceRoute.GEO));
    }

    @Test
    void aRegisteredProfileCanBeCalledFromARegionThatOffersIt() {
        // As the registry has them: with the residency that their names say.
        assertThat(new CatalogAddresses(() -> Optional.of(catalog))
                        .of(
                                Models.named("bedrock/us.anthropic.claude-sonnet-4-6")
                                        .residency("us")
                                        .build(),
                                Region.US_EAST_1))
                .isEqualTo(new ModelAddress("us.anthropic.claude-sonnet-4-6", PriceRoute.GEO));
    }

    @Test
    void whatTheCatalogDoesNotKnowIsCalledAsItIsRegistered() {
        assertThat(address("acme.oracle-v1:0", FRANKFURT)).isEqualTo(new ModelAddress("acme.oracle-v1:0", null));
        assertThat(address("amazon.nova-lite-v1:0", new Region("us-gov-west-1")))
                .isEqualTo(new ModelAddress("amazon.nova-lite-v1:0", null));
        CatalogAddresses empty = new CatalogAddresses(Optional::empty);
        assertThat(empty.of(Models.named("bedrock/amazon.nova-lite-v1:0").build(), FRANKFURT))
                .isEqualTo(new ModelAddress("amazon.nova-lite-v1:0", null));
    }

    @Test
    void aModelThatTheRegionDoesNotOfferIsRefusedWithTheRegionsThatDo() {
        String id = catalog.snapshot().models().values().stream()
                .filter(model -> model.callableIn("us-west-2") && !model.callableIn("eu-central-1"))
                .findFirst()
                .orElseThrow()
                .id();

        assertThatThrownBy(() -> address(id, FRANKFURT))
                .isInstanceOfSatisfying(QuartermasterException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(ErrorCode.MODEL_NOT_SUITABLE);
                    assertThat(refusal.getMessage()).contains("us-west-2");
                });
    }

    private static ModelAddress address(String id, Region region) {
        return new CatalogAddresses(() -> Optional.of(catalog))
                .of(Models.named("bedrock/" + id).build(), region);
    }
}
