package dev.quartermaster.console;

import dev.quartermaster.api.Sse;
import dev.quartermaster.api.entry.Admissions;
import dev.quartermaster.auth.Roles;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.QuartermasterException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestQuery;

/** Streams the changes of a page as server-sent events, until its session ends. One stream serves a whole page. */
@Singleton
@Path("/console/events")
public class EventResource {

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int TICKS_TO_HEARTBEAT = 15;

    /** Told to a page whose session has ended, so that it does not just fall silent. */
    private static final byte[] ENDED = Sse.event("ended", "session".getBytes(StandardCharsets.UTF_8));

    /** Most streams at once of one instance. */
    static final int MOST = 200;

    private final LiveParts live;
    private final Admissions admissions;
    private final AtomicInteger open = new AtomicInteger();

    EventResource(LiveParts live, Admissions admissions) {
        this.live = live;
        this.admissions = admissions;
    }

    @RolesAllowed(Roles.OPERATOR)
    @GET
    @Operation(hidden = true)
    public RestMulti<byte[]> stream(@RestQuery String page, @Context RoutingContext context) {
        if (page == null || live.of(page).isEmpty()) {
            throw new QuartermasterException(ErrorCode.NOT_FOUND, "There is no page of which changes are told.");
        } else if (open.get() >= MOST) {
            throw new QuartermasterException(
                    ErrorCode.RATE_LIMIT_EXCEEDED, "Too many pages are open; this one is not kept up to date.");
        }
        Changes changes = new Changes();
        Multi<Long> ticks = Multi.createFrom()
                .ticks()
                .startingAfter(TICK)
                .every(TICK)
                .onOverflow()
                .drop();
        Multi<byte[]> events = admissions
                .whileAdmitted(context, ticks)
                .onItem()
                .transformToUniAndConcatenate(tick -> events(page, changes))
                .select()
                .where(bytes -> bytes.length > 0);
        return RestMulti.fromMultiData(Multi.createBy()
                        .concatenating()
                        .streams(
                                Multi.createFrom().item(Sse.comment("connected")),
                                events,
                                Multi.createFrom().item(ENDED))
                        .onSubscription()
                        .invoke(() -> open.incrementAndGet())
                        .onTermination()
                        .invoke(() -> open.decrementAndGet()))
                .header(HttpHeaders.CONTENT_TYPE, MediaType.SERVER_SENT_EVENTS + ";charset=utf-8")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .encodeAsJsonArray(false)
                .build();
    }

    private Uni<byte[]> events(String page, Changes changes) {
        return live.of(page).map(parts -> parts.map(changes::take)).orElseGet(() -> Uni.createFrom()
                .item(new byte[0]));
    }

    /** Parts that one browser has been told, to tell it only what is new. */
    private static final class Changes {

        private final Map<String, String> told = new HashMap<>();
        private int quiet;

        byte[] take(Map<String, String> parts) {
            byte[] events = new byte[0];
            for (Map.Entry<String, String> part : parts.entrySet()) {
                if (!part.getValue().equals(told.put(part.getKey(), part.getValue()))) {
                    events = Sse.join(events, Sse.event(part.getKey(), line(part.getValue())));
                }
            }
            quiet = events.length == 0 ? quiet + 1 : 0;
            if (quiet >= TICKS_TO_HEARTBEAT) {
                quiet = 0;
                return Sse.comment("alive");
            }
            return events;
        }

        private static byte[] line(String html) {
            return String.join(" ", List.of(html.split("\\R"))).getBytes(StandardCharsets.UTF_8);
        }
    }
}
