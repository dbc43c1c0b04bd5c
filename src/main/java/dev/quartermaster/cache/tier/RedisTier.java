package dev.quartermaster.cache.tier;

import dev.quartermaster.cache.entry.CacheEntry;
import dev.quartermaster.cache.entry.EntryCodec;
import dev.quartermaster.cache.key.CacheKey;
import dev.quartermaster.telemetry.StatusContributor.ComponentStatus;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps entries in Redis, for all instances. Every question has a time-out of its own, and after several failures in a row
 * Redis is left alone for a while; in both cases it counts as empty. Never fails. Entries are read together with what was
 * cleared, so that nothing has to be looked for when something is. Safe for any thread.
 */
public final class RedisTier {

    /** What was cleared is told for this long: longer than any entry lives. */
    private static final Duration CLEARS_KEPT = Duration.ofHours(26);

    /**
     * Settings of the tier.
     *
     * @param pause how long Redis is left alone
     * @param prefix what all keys begin with
     */
    public record Settings(Duration timeout, Duration pause, String prefix) {}

    /**
     * Entries that were found.
     *
     * @param entries in the order asked for; null where there is none
     * @param clears what was cleared, in the words of whoever did, and when
     */
    public record Found(List<@Nullable CacheEntry> entries, Map<String, Instant> clears) {

        static Found nothing(int asked) {
            List<@Nullable CacheEntry> none = new ArrayList<>();
            for (int i = 0; i < asked; i++) {
                none.add(null);
            }
            return new Found(none, Map.of());
        }
    }

    private final Redis redis;
    private final Vertx vertx;
    private final Settings settings;
    private final TierBreaker breaker;

    public RedisTier(Redis redis, Vertx vertx, Settings settings, Clock clock) {
        this.redis = redis;
        this.vertx = vertx;
        this.settings = settings;
        this.breaker = new TierBreaker(settings.pause(), clock);
    }

    /** Finds entries, on the caller's context. Bytes that are not what was written count as no entry. */
    public Uni<Found> find(List<CacheKey> keys) {
        Request values = Request.cmd(Command.MGET);
        keys.forEach(key -> values.arg(name(key)));
        List<Request> question = List.of(values, Request.cmd(Command.HGETALL).arg(clearsKey()));
        return within(() -> redis.batch(question).map(answers -> found(keys, answers)), Found.nothing(keys.size()));
    }

    /** Keeps an entry; nobody waits for it. */
    public void put(CacheEntry entry, Duration life) {
        if (life.toMillis() <= 0) {
            return;
        }
        forget(() -> redis.send(Request.cmd(Command.SET)
                .arg(name(entry.key()))
                .arg(Buffer.buffer(EntryCodec.write(entry)))
                .arg("PX")
                .arg(life.toMillis())));
    }

    public void remove(CacheKey key) {
        forget(() -> redis.send(Request.cmd(Command.DEL).arg(name(key))));
    }

    /** Nobody waits for the answer. */
    private void forget(Supplier<Future<Response>> order) {
        within(() -> order.get().map(done -> true), false).subscribe().with(done -> {});
    }

    /**
     * Tells all instances what was cleared.
     *
     * @return whether Redis knows
     */
    public Uni<Boolean> clear(String what, Instant time) {
        List<Request> telling = List.of(
                Request.cmd(Command.HSET).arg(clearsKey()).arg(what).arg(Long.toString(time.toEpochMilli())),
                Request.cmd(Command.PEXPIRE).arg(clearsKey()).arg(CLEARS_KEPT.toMillis()));
        return within(() -> redis.batch(telling).map(told -> true), false);
    }

    /** Returns what was cleared, in the words of whoever did, and when; nothing where Redis does not answer. Never fails. */
    public Uni<Map<String, Instant>> clears() {
        Request question = Request.cmd(Command.HGETALL).arg(clearsKey());
        return within(() -> redis.send(question).map(RedisTier::clears), Map.of());
    }

    public ComponentStatus status() {
        TierBreaker.Trouble trouble = breaker.trouble();
        return trouble == null
                ? ComponentStatus.ok(breaker.workingSince())
                : ComponentStatus.degraded(
                        trouble.since(),
                        "Redis: " + trouble.detail(),
                        "Answers are kept and found in this instance alone.");
    }

    private String name(CacheKey key) {
        return settings.prefix() + key;
    }

    private String clearsKey() {
        return settings.prefix() + "clears";
    }

    private static Found found(List<CacheKey> keys, List<Response> answers) {
        Response values = answers.get(0);
        List<@Nullable CacheEntry> entries = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Response value = values.get(i);
            entries.add(
                    value == null
                            ? null
                            : EntryCodec.read(keys.get(i), value.toBytes()).orElse(null));
        }
        return new Found(entries, clears(answers.get(1)));
    }

    private static Map<String, Instant> clears(@Nullable Response cleared) {
        Map<String, Instant> clears = new HashMap<>();
        if (cleared == null) {
            return clears;
        }
        for (String what : cleared.getKeys()) {
            time(cleared.get(what)).ifPresent(time -> clears.put(what, time));
        }
        return clears;
    }

    private static Optional<Instant> time(Response text) {
        try {
            return Optional.of(Instant.ofEpochMilli(Long.parseLong(text.toString())));
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }

    private <T> Uni<T> within(Supplier<Future<T>> question, T otherwise) {
        return Uni.createFrom().emitter(answer -> {
            if (!breaker.permits()) {
                answer.complete(otherwise);
                return;
            }
            long timer = vertx.setTimer(Math.max(1, settings.timeout().toMillis()), late -> {
                breaker.failed("no answer within " + settings.timeout().toMillis() + " ms");
                answer.complete(otherwise);
            });
            ask(question).onComplete(result -> {
                if (vertx.cancelTimer(timer)) {
                    if (result.succeeded()) {
                        breaker.succeeded();
                        answer.complete(result.result());
                    } else {
                        breaker.failed(reason(result.cause()));
                        answer.complete(otherwise);
                    }
                }
            });
        });
    }

    private static <T> Future<T> ask(Supplier<Future<T>> question) {
        try {
            return question.get();
        } catch (RuntimeException refused) {
            return Future.failedFuture(refused);
        }
    }

    /** What is said to an operator: a client's message may hold the address with its password. */
    private static String reason(Throwable cause) {
        return cause.getClass().getSimpleName();
    }
}
