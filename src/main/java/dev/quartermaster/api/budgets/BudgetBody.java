package dev.quartermaster.api.budgets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.budgets.definition.Budget;
import dev.quartermaster.budgets.definition.BudgetAction;
import dev.quartermaster.budgets.definition.Scope;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.QuartermasterException;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the definition of a budget, whole or not at all. */
@Singleton
class BudgetBody {

    static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

    /** Fields that only answers have; they are ignored, so that a caller may send an answer back as it came. */
    private static final Set<String> ANSWERS_ONLY = Set.of(
            "revision",
            "updated_at",
            "spent_usd",
            "held_usd",
            "leased_usd",
            "remaining_usd",
            "window_start",
            "resets_at",
            "status",
            "passed_threshold",
            "refused",
            "would_have_blocked",
            "confirmed",
            "history",
            "top_spenders",
            "forecast");

    private static final List<BigDecimal> THRESHOLDS =
            List.of(new BigDecimal("0.5"), new BigDecimal("0.8"), BigDecimal.ONE);
    private static final BigDecimal ECONOMISE_FROM = new BigDecimal("0.8");
    private static final BigDecimal HIGHEST_LIMIT = new BigDecimal("1000000000");
    private static final int DECIMALS = 9;
    private static final int MOST_THRESHOLDS = 10;

    private final ScopeFields scopes;

    BudgetBody(ScopeFields scopes) {
        this.scopes = scopes;
    }

    /**
     * Reads a definition.
     *
     * @param name as the address says; null: the body does
     * @throws QuartermasterException naming the field that is wrong
     */
    Budget read(JsonNode body, @Nullable String name) {
        JsonFields whole = JsonFields.of(body, "");
        JsonFields fields = JsonFields.of(((ObjectNode) body).deepCopy().remove(ANSWERS_ONLY), "");
        String own = fields.text("name");
        if (name != null && own != null && !own.equals(name)) {
            throw QuartermasterException.invalid("name", "'name' is not that of the address; a budget keeps its name");
        }
        String checked = name(name == null ? whole.required("name", own) : name);
        List<Scope> covered = scopes.read(fields);
        Budget budget = new Budget(
                checked,
                covered,
                WindowFields.read(fields),
                limit(fields),
                thresholds(fields),
                action(fields),
                economiseFrom(fields),
                !Boolean.FALSE.equals(fields.flag("enabled")));
        fields.refuseUnknown("is not a field of a budget");
        return budget;
    }

    static String name(String name) {
        if (!NAME.matcher(name).matches()) {
            throw QuartermasterException.invalid(
                    "name", "'name' must be up to 64 letters, digits, '_', '-' and '.', a letter or digit first");
        }
        return name;
    }

    private static Money limit(JsonFields fields) {
        BigDecimal limit = fields.required("limit_usd", fields.decimal("limit_usd"));
        if (limit.signum() <= 0 || limit.compareTo(HIGHEST_LIMIT) > 0) {
            throw QuartermasterException.invalid(
                    "limit_usd", "'limit_usd' must be more than 0 and at most " + HIGHEST_LIMIT.toPlainString());
        } else if (limit.stripTrailingZeros().scale() > DECIMALS) {
            throw QuartermasterException.invalid(
                    "limit_usd", "'limit_usd' must have at most " + DECIMALS + " decimals");
        }
        return new Money(limit);
    }

    private static List<BigDecimal> thresholds(JsonFields fields) {
        if (fields.take("thresholds") == null) {
            return THRESHOLDS;
        }
        List<JsonNode> items = fields.list("thresholds");
        if (items.size() > MOST_THRESHOLDS) {
            throw QuartermasterException.invalid("thresholds", "'thresholds' must be " + MOST_THRESHOLDS + " at most");
        }
        List<BigDecimal> thresholds = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String place = "thresholds[" + i + "]";
            if (!items.get(i).isNumber()) {
                throw JsonFields.wrong(place, "a number", items.get(i));
            }
            BigDecimal threshold = share(place, items.get(i).decimalValue());
            if (i > 0 && threshold.compareTo(thresholds.get(i - 1)) <= 0) {
                throw QuartermasterException.invalid(
                        place, "'" + place + "' must be more than the one before it: thresholds ascend, each once");
            }
            thresholds.add(threshold);
        }
        return thresholds;
    }

    private static BigDecimal share(String place, BigDecimal share) {
        if (share.signum() <= 0
                || share.compareTo(BigDecimal.ONE) > 0
                || share.stripTrailingZeros().scale() > DECIMALS) {
            throw QuartermasterException.invalid(
                    place, "'" + place + "' must be a share of the limit: more than 0 and at most 1");
        }
        return share;
    }

    private static BudgetAction action(JsonFields fields) {
        String word = fields.text("action");
        return word == null
                ? BudgetAction.ALERT
                : BudgetAction.of(word)
                        .orElseThrow(() ->
                                QuartermasterException.invalid("action", "'action' must be alert, block or shadow"));
    }

    private static @Nullable BigDecimal economiseFrom(JsonFields fields) {
        String word = fields.text("on_threshold");
        BigDecimal from = fields.decimal("economise_from");
        if (word == null) {
            if (from != null) {
                throw QuartermasterException.invalid(
                        "economise_from", "'economise_from' needs 'on_threshold': \"economise\"");
            }
            return null;
        } else if (!word.equals("economise")) {
            throw QuartermasterException.invalid("on_threshold", "'on_threshold' must be economise");
        }
        return from == null ? ECONOMISE_FROM : share("economise_from", from);
    }
}
