package dev.quartermaster.media;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.HeapShare;
import dev.quartermaster.domain.MemoryRoom;
import dev.quartermaster.domain.MemoryRoom.Place;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.FieldPaths;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.outbound.LinkFailure;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Replaces links to images and documents by their bytes. */
@Singleton
public class LinkInliner {

    /** Of all files of a request, and of all requests: written as text and sent on, they take six times their size. */
    static final int PART_OF_HEAP = 24;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final long MOST_BYTES = 40 << 20;

    /** Files on their way at once for one request. */
    private static final int AT_ONCE = 4;

    private final MediaConfig config;
    private final LinkFetcher fetcher;
    private final long mostBytes;
    private final MemoryRoom room;
    private final Duration longestWait;

    @Inject
    LinkInliner(MediaConfig config, LinkFetcher fetcher) {
        // One request has room for all of its files.
        this(config, fetcher, Math.max(mostBytes(config), HeapShare.of(PART_OF_HEAP, Long.MAX_VALUE)), LONGEST_WAIT);
    }

    /** @param roomBytes of the files of all requests that are not answered yet */
    LinkInliner(MediaConfig config, LinkFetcher fetcher, long roomBytes, Duration longestWait) {
        this.config = config;
        this.fetcher = fetcher;
        this.mostBytes = mostBytes(config);
        this.room = new MemoryRoom(roomBytes);
        this.longestWait = longestWait;
    }

    private static long mostBytes(MediaConfig config) {
        return config.maxTotalBytes()
                .map(MemorySize::asLongValue)
                .orElseGet(() -> HeapShare.of(PART_OF_HEAP, MOST_BYTES));
    }

    /**
     * The request without the links that {@code mayStay} does not let stay; as it came where there are none, or where
     * links are not to be fetched. Fails with a {@link QuartermasterException} that names the caller's field.
     *
     * @param files what was fetched for this request before; added to
     * @param atMost the longest wait for one file, if that is shorter than the configured one
     */
    public Uni<ChatRequest> inline(
            ChatRequest request, Predicate<Part.Media> mayStay, FetchedFiles files, Duration atMost) {
        if (!config.fetchLinks()) {
            return Uni.createFrom().item(request);
        }
        Map<String, String> wanted = wanted(request, mayStay);
        if (wanted.isEmpty()) {
            return Uni.createFrom().item(request);
        }
        return Uni.createFrom()
                .deferred(() -> fetch(wanted, files, atMost))
                .map(done -> inlined(request, mayStay, files));
    }

    /** Maps each link to the first field that has it. */
    private static Map<String, String> wanted(ChatRequest request, Predicate<Part.Media> mayStay) {
        Map<String, String> fields = new LinkedHashMap<>();
        FieldPaths paths = request.paths();
        MediaParts.changed(request, (media, message, position, nested) -> {
            String url = MediaParts.url(media);
            if (url != null && !mayStay.test(media)) {
                fields.computeIfAbsent(url, any -> paths.media(message, position, nested));
            }
            return media;
        });
        return fields;
    }

    private Uni<Void> fetch(Map<String, String> wanted, FetchedFiles files, Duration atMost) {
        List<Map.Entry<String, String>> missing = wanted.entrySet().stream()
                .filter(link -> !files.has(link.getKey()))
                .toList();
        int room = config.maxFiles() - files.count();
        if (missing.size() > room) {
            String field = missing.get(Math.max(0, room)).getValue();
            return Uni.createFrom()
                    .failure(QuartermasterException.invalid(
                            field, "a request may link to at most " + config.maxFiles() + " files"));
        }
        return Multi.createFrom()
                .iterable(missing)
                .onItem()
                .transformToUni(link -> fetch(link.getKey(), link.getValue(), files, atMost))
                .merge(AT_ONCE)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<FetchedFiles.LinkedFile> fetch(String url, String field, FetchedFiles files, Duration atMost) {
        return fetcher.fetch(url, atMost)
                .onFailure(LinkFailure.class)
                .transform(failure -> QuartermasterException.invalid(
                        field, "'" + field + "' cannot be fetched: " + failure.getMessage()))
                .invoke(file -> keep(url, field, file, files))
                .call(file -> room(file, files));
    }

    /** Waits until there is memory for the file; its request gives that back at its end. */
    private Uni<Void> room(FetchedFiles.LinkedFile file, FetchedFiles files) {
        Context context = fetcher.context();
        return Uni.createFrom()
                .<Void>emitter(emitter -> {
                    Place place = new Place(file.bytes(), () -> false, () -> emitter.complete(null));
                    if (!files.holds(place, room) || room.enter(place)) {
                        emitter.complete(null);
                    }
                })
                .emitOn(step -> context.runOnContext(any -> step.run()))
                .ifNoItem()
                .after(longestWait)
                .failWith(LinkInliner::overloaded);
    }

    private static QuartermasterException overloaded() {
        String message = "Other requests with linked files take all memory that there is for them.";
        return new QuartermasterException(ErrorCode.OVERLOADED, message, null, null);
    }

    private void keep(String url, String field, FetchedFiles.LinkedFile file, FetchedFiles files) {
        files.add(url, file);
        if (files.bytes() > mostBytes) {
            throw QuartermasterException.invalid(
                    field, "the files that the request links to are larger than " + mostBytes + " bytes together");
        }
    }

    private static ChatRequest inlined(ChatRequest request, Predicate<Part.Media> mayStay, FetchedFiles files) {
        FieldPaths paths = request.paths();
        return MediaParts.changed(request, (media, message, position, nested) -> {
            String url = MediaParts.url(media);
            FetchedFiles.LinkedFile file = url == null || mayStay.test(media) ? null : files.of(url);
            return file == null ? media : inlined(media, file, paths.media(message, position, nested));
        });
    }

    /** Builds the inline part. The bytes determine the media type; the caller determines the use. */
    private static Part inlined(Part.Media media, FetchedFiles.LinkedFile file, String field) {
        FileKind kind = file.kind();
        MediaSource source = new MediaSource.Inline(kind.mediaType(), file.base64());
        if (media instanceof Part.Image) {
            require(kind.isImage(), field, "' leads to a PDF, not to an image");
            return media.with(source);
        }
        require(kind == FileKind.PDF, field, "' leads to an image, not to a document");
        return media.with(source);
    }

    private static void require(boolean holds, String field, String otherwise) {
        if (!holds) {
            throw QuartermasterException.invalid(field, "'" + field + otherwise);
        }
    }
}
