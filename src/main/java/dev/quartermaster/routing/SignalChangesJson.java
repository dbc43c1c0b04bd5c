package dev.quartermaster.routing;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.PriceRoute;
import dev.quartermaster.routing.SignalsJson.BarJson;
import dev.quartermaster.routing.SignalsJson.ModelJson;
import dev.quartermaster.routing.SignalsJson.ProviderJson;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Differences of the signals of one decision from those of its circumstances; null stands for a value that is gone. */
@RegisterForReflection
record SignalChangesJson(
        @Nullable Map<String, @Nullable String> routes,
        @Nullable Map<String, @Nullable String> unreachable,
        @Nullable Map<String, @Nullable Double> tokenFactors,
        @Nullable Map<String, @Nullable ProviderJson> providers,
        @Nullable Map<String, @Nullable ModelJson> models,
        @Nullable Map<String, @Nullable BarJson> closed,
        @Nullable Map<String, @Nullable BarJson> barred,
        @Nullable BudgetsJson budgets) {

    Signals to(Signals base) {
        Function<String, ModelKey> model = InputsJson::model;
        Function<String, ProviderId> provider = ProviderId::of;
        return new Signals(
                base.callable(),
                base.region(),
                changed(base.routes(), routes, model, word -> PriceRoute.valueOf(word.toUpperCase(Locale.ROOT))),
                base.resident(),
                changed(base.unreachable(), unreachable, model, Function.identity()),
                changed(base.tokenFactors(), tokenFactors, provider, Function.identity()),
                changed(base.providers(), providers, provider, ProviderJson::signal),
                changed(base.models(), models, model, ModelJson::signal),
                changed(base.closed(), closed, provider, BarJson::bar),
                changed(base.barred(), barred, model, BarJson::bar),
                budgets == null ? BudgetSignals.NONE : budgets.budgets());
    }

    private static <K, V, J> Map<K, V> changed(
            Map<K, V> base, @Nullable Map<String, @Nullable J> changes, Function<String, K> key, Function<J, V> read) {
        if (changes == null) {
            return base;
        }
        Map<K, V> changed = new HashMap<>(base);
        changes.forEach((name, value) -> {
            if (value == null) {
                changed.remove(key.apply(name));
            } else {
                changed.put(key.apply(name), read.apply(value));
            }
        });
        return changed;
    }
}
