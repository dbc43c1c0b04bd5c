package dev.quartermaster.history.ledger;

import dev.quartermaster.history.InvocationRecord;
import dev.quartermaster.history.ledger.RequestFeedRepository.RequestPage;
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

    private static final Comparator<RowCursor> ORDER = Comparator.comparing(RowCursor::time)
            .thenComparing(place -> place.id().toString());

    private final NavigableMap<RowCursor, InvocationRecord> rows = new TreeMap<>(ORDER);
    private final Supplier<Instant> now;
    private final int largestPage;
    private int questions;
    private int failing;

    /** @param largestPage the most rows in an answer, however many are asked for */
    public RequestFeed(Supplier<Instant> now, int largestPage) {
        super(null);
        this.now = now;
        this.largestPage = largestPage;
    }

    public void add(InvocationRecord request) {
        rows.put(new RowCursor(request.time(), request.id()), request);
    }

    /** Lets one question fail, counted from the first of all. */
    public void failAt(int question) {
        failing = question;
    }

    public int questions() {
        return questions;
    }

    @Override
    public Uni<RequestPage> newest(Instant since, RowCursor before, String instance, int limit) {
        return page(rows.subMap(RowCursor.before(since), true, before, false).descendingMap(), limit);
    }

    @Override
    public Uni<RequestPage> arrived(RowCursor after, String instance, int limit) {
        return page(rows.tailMap(after, false), limit);
    }

    private Uni<RequestPage> page(NavigableMap<RowCursor, InvocationRecord> all, int limit) {
        questions++;
        if (questions == failing) {
            return Uni.createFrom().failure(new IllegalStateException("the database is away"));
        }
        int size = Math.min(limit, largestPage);
        List<RowCursor> places = all.keySet().stream().limit(size).toList();
        RowCursor last = places.isEmpty() || places.size() < size ? null : places.get(places.size() - 1);
        List<RecordedRequest> requests = places.stream()
                .map(all::get)
                .map(request -> new RecordedRequest(request, request.time()))
                .toList();
        return Uni.createFrom().item(new RequestPage(requests, now.get(), last));
    }
}
