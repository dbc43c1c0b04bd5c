package dev.quartermaster.cost.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.cost.reconciliation.ReconciliationReport.Difference;
import dev.quartermaster.cost.reconciliation.ReconciliationReport.Explanation;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.history.ledger.BilledDay;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.testing.ForAll;
import dev.quartermaster.testing.Models;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReconciliationTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 1);

    @Test
    void whatAgreesIsNoDifference() {
        ReconciliationReport report = compare(
                List.of(day(DAY, "a", 100, 10, "1.004")),
                List.of(tokens(DAY, "a", 60, 10), tokens(DAY, "a", 40, 0), usd(DAY, "a", "1.01")));

        assertThat(report.differences()).isEmpty();
        assertThat(report.compared()).isOne();
        assertThat(report.ours().inputTokens()).isEqualByComparingTo("100");
        assertThat(report.theirs().cost()).isEqualTo(Money.usd("1.01"));
    }

    @Test
    void anotherPriceIsToldFromOtherTokens() {
        ReconciliationReport report =
                compare(List.of(day(DAY, "a", 100, 10, "2")), List.of(tokens(DAY, "a", 100, 10), usd(DAY, "a", "1")));

        Difference difference = report.differences().get(0);
        assertThat(difference.cost()).isEqualByComparingTo("-1");
        assertThat(difference.tokens()).isZero();
        assertThat(difference.explanations())
                .containsExactly(new Explanation("price", "the tokens agree: theirs is 0.5 times our price"));
    }

    @Test
    void aModelOnOneSideIsNamed() {
        ReconciliationReport report = compare(List.of(day(DAY, "a", 100, 10, "2")), List.of(tokens(DAY, "b", 7, 1)));

        assertThat(report.differences()).extracting(Difference::model).containsExactly("a", "b");
        assertThat(reasons(report.differences().get(0))).containsExactly("only_in_ledger");
        assertThat(reasons(report.differences().get(1))).containsExactly("only_in_export");
    }

    @Test
    void whatMayExplainADifferenceIsCounted() {
        BilledDay billed = new BilledDay(DAY, "a", 9, 100, 10, Money.usd("1"), 1, 2, 50, 3, 30, 4, 5, 20);

        ReconciliationReport report = compare(List.of(billed), List.of(tokens(DAY, "a", 130, 20)));

        assertThat(report.differences().get(0).tokens()).isEqualByComparingTo("40");
        assertThat(report.differences().get(0).cost()).isNull();
        assertThat(reasons(report.differences().get(0)))
                .containsExactly(
                        "estimated_usage",
                        "failed_calls",
                        "cancelled_calls",
                        "unpriced_calls",
                        "reported_calls",
                        "day_boundary");
    }

    @Test
    void whatADayHasTooMuchTheNextHasTooLittle() {
        ReconciliationReport report = compare(
                List.of(day(DAY, "a", 100, 0, "1"), day(DAY.plusDays(1), "a", 100, 0, "1")),
                List.of(tokens(DAY, "a", 90, 0), tokens(DAY.plusDays(1), "a", 110, 0)));

        assertThat(report.differences()).hasSize(2).allSatisfy(difference -> assertThat(reasons(difference))
                .containsExactly("day_boundary"));
    }

    @Test
    void anExportWithoutModelsIsComparedByDay() {
        ReconciliationReport report =
                compare(List.of(day(DAY, "a", 100, 0, "1"), day(DAY, "b", 10, 5, "2")), List.of(usd(DAY, null, "3.5")));

        assertThat(report.differences()).hasSize(1);
        assertThat(report.differences().get(0).model()).isNull();
        assertThat(report.differences().get(0).cost()).isEqualByComparingTo("0.5");
    }

    @Test
    void namesOfExportsAreThoseOfTheLedger() {
        RegistrySnapshot registry = new RegistrySnapshot(
                List.of(Models.named("bedrock/anthropic.claude-3-sonnet-20240229-v1:0")
                        .build()),
                List.of(),
                "v",
                Instant.EPOCH);
        ModelNames names = new ModelNames(
                registry,
                ProviderId.BEDROCK,
                Set.of(
                        "gpt-4o",
                        "claude-sonnet-4-20250514",
                        "anthropic.claude-3-sonnet-20240229-v1:0",
                        "x-2024-01-01"));

        assertThat(names.ours("gpt-4o-2024-08-06")).isEqualTo("gpt-4o");
        assertThat(names.ours("claude-sonnet-4-20250514")).isEqualTo("claude-sonnet-4-20250514");
        assertThat(names.ours("Claude3Sonnet")).isEqualTo("anthropic.claude-3-sonnet-20240229-v1:0");
        assertThat(names.ours("x")).isEqualTo("x-2024-01-01");
        assertThat(names.ours("another-2024-08-06")).isEqualTo("another-2024-08-06");
    }

    /** What is taken from one side is all that differs, and the sums of the differences are those of the sides. */
    @Test
    void theDifferencesAddUp() {
        ForAll.seeds(random -> {
            List<BilledDay> ours = new ArrayList<>();
            List<ExportLine> theirs = new ArrayList<>();
            for (int i = random.nextInt(30); i > 0; i--) {
                LocalDate day = DAY.plusDays(random.nextInt(5));
                String model = "m" + random.nextInt(3);
                long input = random.nextInt(100);
                if (random.nextBoolean()) {
                    ours.add(day(day, model, input, 1, "1"));
                }
                if (random.nextBoolean()) {
                    theirs.add(tokens(day, model, input, 1));
                }
            }

            ReconciliationReport report = compare(ours, theirs);

            BigDecimal sum = report.differences().stream()
                    .map(difference -> difference.tokens() == null ? BigDecimal.ZERO : difference.tokens())
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            if (!theirs.isEmpty()) {
                assertThat(sum)
                        .isEqualByComparingTo(
                                report.theirs().tokens().subtract(report.ours().tokens()));
            }
        });
    }

    private static List<String> reasons(Difference difference) {
        return difference.explanations().stream().map(Explanation::reason).toList();
    }

    private static ReconciliationReport compare(List<BilledDay> ours, List<ExportLine> theirs) {
        return new Reconciliation(ours, theirs, name -> name).report(0);
    }

    private static BilledDay day(LocalDate day, String model, long input, long output, String usd) {
        return new BilledDay(day, model, 1, input, output, Money.usd(usd), 0, 0, 0, 0, 0, 0, 0, 0);
    }

    private static ExportLine tokens(LocalDate day, String model, long input, long output) {
        return new ExportLine(day, model, BigDecimal.valueOf(input), BigDecimal.valueOf(output), null);
    }

    private static ExportLine usd(LocalDate day, String model, String usd) {
        return new ExportLine(day, model, null, null, new BigDecimal(usd));
    }
}
