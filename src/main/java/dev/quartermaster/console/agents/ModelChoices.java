package dev.quartermaster.console.agents;

import dev.quartermaster.console.Words;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.domain.model.Pricing;
import dev.quartermaster.domain.model.Tasks;
import dev.quartermaster.health.CircuitBreakers;
import dev.quartermaster.provider.directory.Providers;
import dev.quartermaster.registry.ModelRegistry;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists the models that an agent may be given: those that have the features it needs, each with its price and health. */
@Singleton
class ModelChoices {

    private final ModelRegistry registry;
    private final Providers providers;
    private final CircuitBreakers circuits;

    ModelChoices(ModelRegistry registry, Providers providers, CircuitBreakers circuits) {
        this.registry = registry;
        this.providers = providers;
        this.circuits = circuits;
    }

    /**
     * One model of a list.
     *
     * @param name qualified
     * @param label the name, the price and the health
     */
    record Choice(String name, String label, boolean selected) {}

    /** Returns the providers that have models, by name. */
    List<String> providers() {
        return registry.snapshot().models().stream()
                .map(model -> model.key().provider().value())
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns the provider of a model's name; empty where the name has none, as {@code auto}. */
    String provider(String name) {
        return registry.snapshot()
                .resolve(name)
                .map(model -> model.key().provider().value())
                .orElse("");
    }

    /**
     * Returns the models that fit.
     *
     * @param provider the only one whose models are wanted; empty for all
     * @param features words of the features that each must have; unknown ones are left aside
     * @param selected name of the one that is set, which is there whether it fits or not; empty for none
     */
    List<Choice> fitting(String provider, Collection<String> features, String selected) {
        Set<Feature> needed =
                features.stream().flatMap(word -> Feature.parse(word).stream()).collect(Collectors.toSet());
        String meant = registry.snapshot()
                .resolve(selected)
                .map(model -> model.key().toString())
                .orElse(selected);
        List<Choice> fitting = new ArrayList<>(registry.snapshot().models().stream()
                .filter(model ->
                        provider.isEmpty() || model.key().provider().value().equals(provider))
                .filter(ModelSpec::enabled)
                .filter(Tasks::generatesText)
                .filter(model -> Tasks.features(model).containsAll(needed))
                .map(model -> choice(model, meant, selected))
                .toList());
        boolean isThere = fitting.stream().anyMatch(Choice::selected);
        if (!selected.isEmpty() && !selected.equals("auto") && !isThere) {
            fitting.add(0, new Choice(selected, selected + " (set now)", true));
        }
        return fitting;
    }

    /** The one that is set keeps the name that it was set by, which may be an alias. */
    private Choice choice(ModelSpec model, String meant, String selected) {
        String name = model.key().toString();
        boolean isSet = name.equals(meant);
        String value = isSet ? selected : name;
        String label = Stream.of(Optional.of(value), Optional.of(price(model)), Optional.of(health(model)))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" · "));
        return new Choice(value, label, isSet);
    }

    private static String price(ModelSpec model) {
        Pricing pricing = model.pricing();
        return Pricing.NOT_PUBLISHED.equals(pricing.source())
                ? "price not published"
                : usd(pricing.base().inputPer1m()) + " in, "
                        + usd(pricing.base().outputPer1m()) + " out per 1M";
    }

    private static String usd(BigDecimal price) {
        return Words.usd(price);
    }

    private String health(ModelSpec model) {
        ProviderId provider = model.key().provider();
        return providers.usable(provider)
                ? circuits.report(model.key()).state().wire()
                : providers.isKnown(provider) ? "no key" : "no provider";
    }
}
