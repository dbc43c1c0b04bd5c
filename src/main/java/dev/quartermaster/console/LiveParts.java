package dev.quartermaster.console;

import io.quarkus.arc.All;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the parts of live pages, once for all who look. */
@Singleton
class LiveParts {

    private static final Duration FRESH = Duration.ofMillis(900);

    private final Map<String, Shared> pages;

    @Inject
    LiveParts(@All List<Live> live, Clock clock) {
        this.pages = live.stream()
                .map(page -> new Shared(page, clock))
                .collect(Collectors.toUnmodifiableMap(shared -> shared.page.page(), Function.identity()));
    }

    /** Returns the parts of a page as they are now; empty when there is no such page. Never fails. */
    Optional<Uni<Map<String, String>>> of(String page) {
        return Optional.ofNullable(pages.get(page)).map(Shared::parts);
    }

    /** The parts of one page, made anew when they are old and somebody asks. */
    private static final class Shared {

        private final Live page;
        private final Clock clock;
        private Instant madeAt = Instant.MIN;
        private @Nullable Uni<Map<String, String>> made;

        private Shared(Live page, Clock clock) {
            this.page = page;
            this.clock = clock;
        }

        synchronized Uni<Map<String, String>> parts() {
            Instant now = clock.instant();
            Uni<Map<String, String>> last = made;
            if (last != null && now.isBefore(madeAt.plus(FRESH))) {
                return last;
            }
            Uni<Map<String, String>> fresh = Uni.createFrom()
                    .deferred(page::parts)
                    .onFailure()
                    .recoverWithItem(failure -> {
                        Log.errorf(failure, "The changes of page %s cannot be told", page.page());
                        return Map.of();
                    })
                    .memoize()
                    .indefinitely();
            made = fresh;
            madeAt = now;
            return fresh;
        }
    }
}
