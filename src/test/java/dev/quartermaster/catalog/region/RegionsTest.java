package dev.quartermaster.catalog.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartermaster.catalog.Catalogs;
import dev.quartermaster.domain.QuartermasterException;
import org.junit.jupiter.api.Test;

class RegionsTest {

    @Test
    void knowsAllCommercialRegions() throws Exception {
        assertThat(Catalogs.regions().all()).hasSize(33).allSatisfy(region -> assertThat(region.geographies())
                .isNotEmpty());
    }

    @Test
    void anUnknownRegionIsRefusedWithTheKnownOnes() throws Exception {
        Regions regions = Catalogs.regions();

        assertThatThrownBy(() -> regions.require("eu-central-9"))
                .isInstanceOf(QuartermasterException.class)
                .hasMessageContaining("eu-central-9")
                .hasMessageContaining("eu-central-1, eu-central-2")
                .hasMessageContaining("us-west-2");
    }

    @Test
    void aRegionIsFoundInAnyCase() throws Exception {
        assertThat(Catalogs.regions().require(" EU-Central-1 ").name()).isEqualTo("Europe (Frankfurt)");
    }

    @Test
    void residencyIsAGeographyOrOneRegionOrAnywhere() throws Exception {
        Regions regions = Catalogs.regions();

        assertThat(regions.within("eu", "eu-west-2")).isTrue();
        assertThat(regions.within("us", "ca-central-1")).isFalse();
        assertThat(regions.within("jp", "ap-northeast-3")).isTrue();
        assertThat(regions.within("ap-northeast-1", "ap-northeast-3")).isFalse();
        assertThat(regions.within("global", "us-gov-west-1")).isTrue();
        assertThat(regions.within("us", "us-gov-west-1")).isFalse();
    }

    @Test
    void anUnknownResidencyIsRefusedWithTheKnownOnes() throws Exception {
        Regions regions = Catalogs.regions();

        assertThat(regions.requireResidency("EU")).isEqualTo("eu");
        assertThatThrownBy(() -> regions.requireResidency("mars"))
                .hasMessageContaining("mars")
                .hasMessageContaining("eu")
                .hasMessageContaining("global");
    }
}
