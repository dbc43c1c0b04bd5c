package dev.quartermaster.console.tuning;

import dev.quartermaster.console.Words;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.registry.RegistrySnapshot;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The models that two registries say different things of. Pure. */
final class Changes {

    private static final String NONE = "none";

    private Changes() {}

    /**
     * A model that was changed.
     *
     * @param input price of a million tokens of prompt, before and after, in words; {@code output} likewise of the answer
     * @param what was changed, in words
     */
    record Row(String model, String input, String output, String what) {}

    static List<Row> between(RegistrySnapshot before, RegistrySnapshot after) {
        TreeSet<ModelKey> keys = new TreeSet<>();
        before.models().forEach(model -> keys.add(model.key()));
        after.models().forEach(model -> keys.add(model.key()));
        List<Row> rows = new ArrayList<>();
        for (ModelKey key : keys) {
            Optional<ModelSpec> old = before.find(key);
            Optional<ModelSpec> edited = after.find(key);
            if (!old.equals(edited)) {
                rows.add(new Row(
                        key.toString(),
                        prices(old, edited, model -> model.pricing().base().inputPer1m()),
                        prices(old, edited, model -> model.pricing().base().outputPer1m()),
                        what(old, edited)));
            }
        }
        return rows;
    }

    /** Returns what differs between two states of a model, in words. */
    static String what(Optional<ModelSpec> before, Optional<ModelSpec> after) {
        if (before.isEmpty()) {
            return "is new";
        }
        return after.map(edited -> fields(before.get(), edited)).orElse("is gone");
    }

    private static String fields(ModelSpec before, ModelSpec after) {
        List<String> names = new ArrayList<>();
        for (RecordComponent component : ModelSpec.class.getRecordComponents()) {
            if (!Objects.equals(value(component, before), value(component, after))) {
                names.add(spaced(component.getName()));
            }
        }
        return names.stream().collect(Collectors.joining(", "));
    }

    private static Object value(RecordComponent component, ModelSpec model) {
        try {
            return component.getAccessor().invoke(model);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String spaced(String name) {
        return name.replaceAll("([A-Z])", " $1").toLowerCase(java.util.Locale.ROOT);
    }

    private static String prices(
            Optional<ModelSpec> before, Optional<ModelSpec> after, Function<ModelSpec, BigDecimal> price) {
        String old = before.map(price).map(Words::usd).orElse(NONE);
        String edited = after.map(price).map(Words::usd).orElse(NONE);
        return old.equals(edited) ? old : old + " → " + edited + share(before.map(price), after.map(price));
    }

    /** The change as a share of the old price, as in {@code (+12.5 %)}. */
    private static String share(Optional<BigDecimal> before, Optional<BigDecimal> after) {
        if (before.isEmpty() || after.isEmpty() || before.get().signum() == 0) {
            return "";
        }
        double change = after.get().divide(before.get(), MathContext.DECIMAL64).doubleValue() - 1;
        return " (" + (change > 0 ? "+" : "") + Words.percent(change) + ")";
    }
}
