package dev.quartermaster.routing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings and signals that many decisions are made from. They are stored once; the inputs of a decision name them and
 * hold only what differs, and what budgets say, which changes with each call. Immutable.
 */
public final class Circumstances {

    private static final int ID_BYTES = 16;

    private final Weights configured;
    private final ScoringParameters terms;
    private final Signals signals;
    /** Made when it is asked for, as a rule by the thread that writes it. Any thread makes the same. */
    private volatile @Nullable String id;

    Circumstances(Weights configured, ScoringParameters terms, Signals signals) {
        this.configured = configured;
        this.terms = terms;
        this.signals = signals;
    }

    static Circumstances of(SelectionInputs inputs) {
        Signals shared = inputs.signals().budgets() == BudgetSignals.NONE
                ? inputs.signals()
                : inputs.signals().withBudgets(BudgetSignals.NONE);
        return new Circumstances(inputs.configured(), inputs.terms(), shared);
    }

    Weights configured() {
        return configured;
    }

    ScoringParameters terms() {
        return terms;
    }

    Signals signals() {
        return signals;
    }

    /** Returns what names the content: equal content, equal id. */
    String id() {
        String known = id;
        if (known == null) {
            known = hash(content().toString());
            id = known;
        }
        return known;
    }

    ObjectNode content() {
        return InputsJson.write(this);
    }

    private static String hash(String text) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(whole, ID_BYTES));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /**
     * Returns whether a decision with these inputs may refer to these circumstances: what it cannot say in its own words
     * is the same, and few single values differ.
     */
    boolean holdFor(SelectionInputs inputs, int mostDifferences) {
        Signals others = inputs.signals();
        if (!configured.equals(inputs.configured())
                || !terms.equals(inputs.terms())
                || !signals.callable().equals(others.callable())
                || !Objects.equals(signals.region(), others.region())
                || !Objects.equals(signals.resident(), others.resident())) {
            return false;
        }
        int left = mostDifferences - differences(signals.models(), others.models(), mostDifferences);
        left -= left < 0 ? 0 : differences(signals.routes(), others.routes(), left);
        left -= left < 0 ? 0 : differences(signals.unreachable(), others.unreachable(), left);
        left -= left < 0 ? 0 : differences(signals.tokenFactors(), others.tokenFactors(), left);
        left -= left < 0 ? 0 : differences(signals.providers(), others.providers(), left);
        left -= left < 0 ? 0 : differences(signals.closed(), others.closed(), left);
        left -= left < 0 ? 0 : differences(signals.barred(), others.barred(), left);
        return left >= 0;
    }

    /** Counts the entries that are other or missing; stops counting behind {@code most}. */
    private static <K, V> int differences(Map<K, V> base, Map<K, V> actual, int most) {
        if (base == actual) {
            return 0;
        }
        int different = 0;
        int shared = 0;
        for (Map.Entry<K, V> entry : actual.entrySet()) {
            V known = base.get(entry.getKey());
            shared += known == null ? 0 : 1;
            if (!entry.getValue().equals(known) && ++different > most) {
                return different;
            }
        }
        return different + base.size() - shared;
    }
}
