package dev.quartermaster.catalog.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.catalog.Catalogs;
import dev.quartermaster.catalog.model.CatalogModel;
import dev.quartermaster.catalog.model.CatalogSnapshot;
import dev.quartermaster.catalog.model.InferenceProfile;
import dev.quartermaster.catalog.model.InvocationAccess;
import dev.quartermaster.catalog.model.RegionAccess;
import dev.quartermaster.catalog.region.Regions;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.testing.ForAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CatalogLawsTest {

    private static final List<String> RESIDENCIES = List.of("global", "eu", "us", "apac", "jp", "ca");

    @Test
    void aResolvedIdIsOneThatTheRegionOffersAndStaysWithinTheResidency() {
        ForAll.seeds(random -> everyCall(random, (index, model, region, residency) -> {
            Optional<CallRoute> route = resolved(index, model.id(), region, residency);
            route.ifPresent(found -> {
                RegionAccess access = model.in(region).orElseThrow();
                if (found.priceRoute() == PriceRoute.IN_REGION) {
                    assertThat(access.direct()).isTrue();
                    assertThat(found.callId()).isEqualTo(model.id());
                } else {
                    assertThat(access.profiles())
                            .extracting(InferenceProfile::id)
                            .contains(found.callId());
                }
                assertThat(found.memberRegions())
                        .allMatch(member ->
                                residency.equals("global") || regions().within(residency, member));
            });
        }));
    }

    @Test
    void whereverThereIsAWayWithoutAResidencyItIsFound() {
        ForAll.seeds(random -> everyCall(random, (index, model, region, residency) -> {
            boolean callable = model.callableIn(region);
            assertThat(resolved(index, model.id(), region, null).isPresent()).isEqualTo(callable);
        }));
    }

    @Test
    void directAccessIsTakenWheneverItIsAllowed() {
        ForAll.seeds(random -> everyCall(random, (index, model, region, residency) -> {
            boolean direct = model.in(region).filter(RegionAccess::direct).isPresent();
            if (direct && regions().within(residency, region)) {
                assertThat(index.resolve(model.id(), region, residency).priceRoute())
                        .isEqualTo(PriceRoute.IN_REGION);
            }
        }));
    }

    @Test
    void aListHoldsAllAndOnlyWhatMatches() {
        ForAll.seeds(random -> {
            CatalogSnapshot catalog = Catalogs.random(random);
            ModelFilter filter = filter(random);
            List<CatalogModel> expected = new ArrayList<>();
            for (CatalogModel model : catalog.models().values()) {
                if (matches(model, filter)) {
                    expected.add(model);
                }
            }
            assertThat(new CatalogIndex(catalog, regions()).list(filter)).isEqualTo(expected);
        });
    }

    /** The filter's meaning, said another way. */
    private static boolean matches(CatalogModel model, ModelFilter filter) {
        boolean offered = false;
        for (var entry : model.regions().entrySet()) {
            boolean there = filter.region() == null || filter.region().equals(entry.getKey());
            offered |=
                    there && (filter.access() == null || entry.getValue().ways().contains(filter.access()));
        }
        boolean speaks = filter.modality() == null
                || model.facts().inputModalities().contains(filter.modality())
                || model.facts().outputModalities().contains(filter.modality());
        boolean streams = filter.streaming() == null
                || filter.streaming() == model.facts().streaming();
        return offered && speaks && streams;
    }

    private static ModelFilter filter(RandomGenerator random) {
        return new ModelFilter(
                random.nextBoolean() ? null : List.copyOf(regions().ids()).get(random.nextInt(33)),
                null,
                random.nextBoolean() ? null : random.nextBoolean(),
                random.nextBoolean() ? null : random.nextBoolean() ? "text" : "smell",
                random.nextBoolean() ? null : InvocationAccess.values()[random.nextInt(3)]);
    }

    private static void everyCall(RandomGenerator random, Call call) throws Exception {
        CatalogSnapshot catalog = Catalogs.random(random);
        CatalogIndex index = new CatalogIndex(catalog, regions());
        for (CatalogModel model : catalog.models().values()) {
            for (String region : model.regions().keySet()) {
                call.check(index, model, region, RESIDENCIES.get(random.nextInt(RESIDENCIES.size())));
            }
        }
    }

    private static Optional<CallRoute> resolved(CatalogIndex index, String id, String region, String residency) {
        try {
            return Optional.of(index.resolve(id, region, residency));
        } catch (QuartermasterException refusal) {
            return Optional.empty();
        }
    }

    private static Regions regions() {
        try {
            return Catalogs.regions();
        } catch (Exception missing) {
            throw new AssertionError(missing);
        }
    }

    private interface Call {
        void check(CatalogIndex index, CatalogModel model, String region, String residency) throws Exception;
    }
}
