package dev.quartermaster.catalog.fetch;

import dev.quartermaster.catalog.fetch.RegionFetcher.Listing;
import dev.quartermaster.catalog.model.CatalogSnapshot;
import dev.quartermaster.catalog.model.RegionState;
import dev.quartermaster.catalog.region.Regions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks all regions at once, so many calls in flight as configured, and merges what they say. */
@ApplicationScoped
public class CatalogFetcher {

    private final BedrockControlPlane controlPlane;
    private final RegionFetcher fetcher;
    private final Set<String> regions;
    private final int concurrency;
    private final Clock clock;

    CatalogFetcher(
            BedrockControlPlane controlPlane,
            RegionFetcher fetcher,
            Regions known,
            ControlPlaneConfig config,
            Clock clock) {
        this.controlPlane = controlPlane;
        this.fetcher = fetcher;
        this.regions = wanted(known, config.regions());
        this.concurrency = config.concurrency();
        this.clock = clock;
    }

    /**
     * The catalog as AWS has it now.
     *
     * @param before the last one known, whose entries stand in for regions that fail now; null when there is none
     * @return fails with {@link ControlPlaneFailure} when there are no credentials or not one region answered
     */
    public Uni<CatalogSnapshot> fetch(@Nullable CatalogSnapshot before) {
        return controlPlane.ready().chain(this::askAll).map(answers -> merge(before, answers));
    }

    private Uni<List<RegionAnswer>> askAll() {
        return Multi.createFrom()
                .iterable(listings())
                .onItem()
                .transformToUni(fetcher::fetch)
                .merge(concurrency)
                .collect()
                .asList();
    }

    /** The lists with pages, which must be read one after the other, go first: the others fill the gaps at the end. */
    private List<Listing> listings() {
        return Stream.of(Listing.Kind.PROFILES, Listing.Kind.MODELS)
                .flatMap(kind -> regions.stream().map(region -> new Listing(region, kind)))
                .toList();
    }

    private CatalogSnapshot merge(@Nullable CatalogSnapshot before, List<RegionAnswer> answers) {
        Map<String, RegionAnswer> byRegion = new TreeMap<>();
        answers.forEach(answer -> byRegion.merge(answer.region(), answer, RegionAnswer::and));
        Collection<RegionAnswer> whole = byRegion.values();
        if (whole.stream().noneMatch(answer -> answer.kind() == RegionState.Kind.OK)) {
            throw ControlPlaneFailure.failed("not one region answered: " + reasons(whole));
        }
        return CatalogMerger.merge(before, whole, clock.instant());
    }

    private static String reasons(Collection<RegionAnswer> answers) {
        Set<String> reasons = new TreeSet<>();
        answers.forEach(answer -> reasons.add(answer.detail()));
        return String.join("; ", reasons);
    }

    private static Set<String> wanted(Regions known, Optional<List<String>> configured) {
        Set<String> wanted = new TreeSet<>();
        configured
                .orElse(List.copyOf(known.ids()))
                .forEach(id -> wanted.add(known.require(id).id()));
        return wanted;
    }
}
