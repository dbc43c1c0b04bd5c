package dev.quartermaster.history.ledger;

import dev.quartermaster.history.InvocationRecord;
import dev.quartermaster.history.ledger.ArrivedRequests.Place;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Vetoed;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What other instances saw, in memory; written down at the moment it began. Counts how often it was asked. */
@Vetoed
public final class RequestFeed extends RequestFeedRepository {

    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::time).thenComparing(place -> place.id().toString());

    private final NavigableMap<Place, InvocationRecord> rows = new TreeMap<>(ORDER);
    private final Supplier<Instant> now;
    private final int largestPage;
    private int questions;

    /** @param largestPage the most rows in an answer, however many are asked for */
    public RequestFeed(Supplier<Instant> now, int largestPage) {
        super(null);
        this.now = now;
        this.largestPage = largestPage;
    }

    public void add(InvocationRecord request) {
        rows.put(new Place(request.time(), request.id()), request);
    }

    public int questions() {
        return questions;
    }

    @Override
    public Uni<ArrivedRequests> newest(Instant since, Place before, String instance, int limit) {
        return page(rows.subMap(Place.at(since), true, before, false).descendingMap(), limit);
    }

    @Override
    public Uni<ArrivedRequests> arrived(Place after, String instance, int limit) {
        return page(rows.tailMap(after, false), limit);
    }

    private Uni<ArrivedRequests> page(NavigableMap<Place, InvocationRecord> all, int limit) {
        questions++;
        int size = Math.min(limit, largestPage);
        List<Place> places = all.keySet().stream().limit(size).toList();
        Place last = places.isEmpty() || places.size() < size ? null : places.get(places.size() - 1);
        return Uni.createFrom()
                .item(new ArrivedRequests(places.stream().map(all::get).toList(), now.get(), last));
    }
}
