package dev.quartermaster.routing;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.performance.window.PerformanceStatistics;
import dev.quartermaster.routing.Signals.Bar;
import dev.quartermaster.routing.Signals.ProviderSignal;
import dev.quartermaster.routing.Signals.Resident;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Signals as part of {@link InputsJson}: values that are as assumed are null, and left out. */
@RegisterForReflection
record SignalsJson(
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Set<String> callable,
        @Nullable String bedrockRegion,
        @Nullable Map<String, String> routes,
        @Nullable ResidentJson resident,
        @Nullable Map<String, String> unreachable,
        @Nullable Map<String, Double> tokenFactors,
        @Nullable Map<String, ProviderJson> providers,
        @Nullable Map<String, ModelJson> models,
        @Nullable Map<String, BarJson> closed,
        @Nullable Map<String, BarJson> barred,
        @Nullable BudgetsJson budgets) {

    static SignalsJson of(Signals signals) {
        return new SignalsJson(
                InputsJson.names(signals.callable()),
                signals.region(),
                InputsJson.byName(signals.routes(), PriceRoute::wire),
                signals.resident() == null ? null : ResidentJson.of(signals.resident()),
                InputsJson.byName(signals.unreachable(), Function.identity()),
                InputsJson.byName(signals.tokenFactors(), Function.identity()),
                InputsJson.byName(signals.providers(), ProviderJson::of),
                InputsJson.byName(signals.models(), ModelJson::of),
                InputsJson.byName(signals.closed(), BarJson::of),
                InputsJson.byName(signals.barred(), BarJson::of),
                BudgetsJson.of(signals.budgets()));
    }

    Signals signals() {
        return new Signals(
                InputsJson.set(callable, ProviderId::of),
                bedrockRegion,
                InputsJson.map(routes, InputsJson::model, word -> PriceRoute.valueOf(word.toUpperCase(Locale.ROOT))),
                resident == null ? null : resident.resident(),
                InputsJson.map(unreachable, InputsJson::model, Function.identity()),
                InputsJson.map(tokenFactors, ProviderId::of, Function.identity()),
                InputsJson.map(providers, ProviderId::of, ProviderJson::signal),
                InputsJson.map(models, InputsJson::model, ModelJson::signal),
                InputsJson.map(closed, ProviderId::of, BarJson::bar),
                InputsJson.map(barred, InputsJson::model, BarJson::bar),
                budgets == null ? BudgetSignals.NONE : budgets.budgets());
    }

    @RegisterForReflection
    record ResidentJson(
            @JsonInclude(JsonInclude.Include.ALWAYS) Set<String> known,
            @JsonInclude(JsonInclude.Include.ALWAYS) Set<String> within) {

        static ResidentJson of(Resident resident) {
            return new ResidentJson(InputsJson.names(resident.known()), InputsJson.names(resident.within()));
        }

        Resident resident() {
            return new Resident(InputsJson.set(known, InputsJson::model), InputsJson.set(within, InputsJson::model));
        }
    }

    @RegisterForReflection
    record ProviderJson(@Nullable Double health, @Nullable Long healthWaitMs) {

        static ProviderJson of(ProviderSignal signal) {
            return new ProviderJson(unless(1, signal.health()), unlessZero(signal.healthWaitMs()));
        }

        ProviderSignal signal() {
            return new ProviderSignal(or(1, health), orZero(healthWaitMs));
        }
    }

    /** @param quotaWaitMs null where calls were not counted against a quota */
    @RegisterForReflection
    record ModelJson(
            @Nullable Long quotaWaitMs,
            @Nullable Double requestsUsed,
            @Nullable Double tokensUsed,
            @Nullable Double health,
            @Nullable Long healthWaitMs,
            @Nullable TrackJson track) {

        static ModelJson of(ModelSignal signal) {
            return new ModelJson(
                    signal.counted() ? signal.quotaWaitMs() : null,
                    unless(0, signal.requestsUsed()),
                    unless(0, signal.tokensUsed()),
                    unless(1, signal.health()),
                    unlessZero(signal.healthWaitMs()),
                    signal.track().equals(PerformanceStatistics.NONE) ? null : TrackJson.of(signal.track()));
        }

        ModelSignal signal() {
            return new ModelSignal(
                    quotaWaitMs != null,
                    orZero(quotaWaitMs),
                    or(0, requestsUsed),
                    or(0, tokensUsed),
                    or(1, health),
                    orZero(healthWaitMs),
                    track == null ? PerformanceStatistics.NONE : track.statistics());
        }
    }

    /** Statistics as an array, in the order of the components. */
    @RegisterForReflection
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record TrackJson(
            long calls,
            long successes,
            @Nullable Double quality,
            @Nullable Double latencyP50Ms,
            @Nullable Double latencyP95Ms,
            @Nullable Double latencyP99Ms,
            @Nullable Double firstTokenP50Ms,
            @Nullable Double tokensPerSecond,
            @Nullable Long outputP95Tokens,
            @Nullable Double judged) {

        static TrackJson of(PerformanceStatistics track) {
            return new TrackJson(
                    track.calls(),
                    track.successes(),
                    track.quality(),
                    track.latencyP50Ms(),
                    track.latencyP95Ms(),
                    track.latencyP99Ms(),
                    track.firstTokenP50Ms(),
                    track.tokensPerSecond(),
                    track.outputP95Tokens(),
                    track.judged());
        }

        /** Decisions from before the scores were counted have no last element. */
        PerformanceStatistics statistics() {
            if (judged == null) {
                return new PerformanceStatistics(
                        calls,
                        successes,
                        quality,
                        latencyP50Ms,
                        latencyP95Ms,
                        latencyP99Ms,
                        firstTokenP50Ms,
                        tokensPerSecond,
                        outputP95Tokens);
            }
            return new PerformanceStatistics(
                    calls,
                    successes,
                    quality,
                    latencyP50Ms,
                    latencyP95Ms,
                    latencyP99Ms,
                    firstTokenP50Ms,
                    tokensPerSecond,
                    outputP95Tokens,
                    judged);
        }
    }

    @RegisterForReflection
    record BarJson(String why, @Nullable Long waitMs) {

        static BarJson of(Bar bar) {
            return new BarJson(bar.why(), unlessZero(bar.waitMs()));
        }

        Bar bar() {
            return new Bar(why, orZero(waitMs));
        }
    }

    private static @Nullable Double unless(double assumed, double value) {
        return value == assumed ? null : Double.valueOf(value);
    }

    private static @Nullable Long unlessZero(long value) {
        return value == 0 ? null : Long.valueOf(value);
    }

    private static double or(double assumed, @Nullable Double value) {
        return value == null ? assumed : value;
    }

    private static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }
}
