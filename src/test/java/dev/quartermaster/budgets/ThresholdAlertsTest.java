package dev.quartermaster.budgets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.alerts.AlertRequest;
import dev.quartermaster.budgets.definition.BudgetAction;
import dev.quartermaster.budgets.definition.BudgetWindow;
import dev.quartermaster.budgets.definition.BudgetWindow.Unit;
import dev.quartermaster.budgets.definition.KeptBudget;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An alert is raised once for each budget, window and threshold. */
class ThresholdAlertsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private record Raised(String window, Instant end, AlertRequest request) {}

    private final List<Raised> raised = new ArrayList<>();
    private final ThresholdAlerts alerts = instance();

    private ThresholdAlerts instance() {
        return new ThresholdAlerts(
                (window, end, request) -> raised.add(new Raised(window, end, request)),
                Clock.fixed(NOON, ZoneOffset.UTC));
    }

    private static KeptBudget day(BudgetAction action) {
        return BudgetInstance.kept("b", action, "10", BudgetWindow.calendar(Unit.DAY, BudgetWindow.UTC));
    }

    private static Instant midnight(int day) {
        return Instant.parse("2026-03-0" + day + "T00:00:00Z");
    }

    @ParameterizedTest
    @EnumSource(BudgetAction.class)
    void eachThresholdIsToldOnceInAWindow(BudgetAction action) {
        KeptBudget budget = day(action);

        alerts.check(budget, midnight(1), new BigDecimal("4.99"));
        assertThat(raised).isEmpty();
        alerts.check(budget, midnight(1), new BigDecimal("5"));
        alerts.check(budget, midnight(1), new BigDecimal("6"));
        alerts.check(budget, midnight(1), new BigDecimal("11"));
        alerts.check(budget, midnight(2), new BigDecimal("5"));

        assertThat(raised)
                .extracting(one -> one.request().facts().get("threshold").toString())
                .containsExactly("0.5", "1", "0.5");
        assertThat(raised).extracting(Raised::end).containsExactly(midnight(2), midnight(2), midnight(3));
        assertThat(raised).allSatisfy(one -> assertThat(one.request().subject()).isEqualTo("b"));
    }

    /** So that the alert has the same id, and the database takes one of them. */
    @Test
    void allInstancesNameTheWindowAlike() {
        KeptBudget budget = day(BudgetAction.ALERT);

        alerts.check(budget, midnight(1), BigDecimal.TEN);
        List<String> names = raised.stream().map(Raised::window).toList();
        raised.clear();
        instance().check(budget, midnight(1), BigDecimal.TEN);

        assertThat(raised).extracting(Raised::window).isEqualTo(names);
        assertThat(names).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void aRollingWindowIsToldOnceInItsLength() {
        KeptBudget budget = BudgetInstance.kept("b", BudgetAction.ALERT, "10", BudgetWindow.rolling(Unit.HOUR));

        alerts.check(budget, BudgetWindow.ALWAYS, new BigDecimal("5"));
        alerts.check(budget, BudgetWindow.ALWAYS, new BigDecimal("6"));

        assertThat(raised).extracting(Raised::end).containsExactly(NOON.plusSeconds(3_600));
    }
}
