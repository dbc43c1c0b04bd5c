package dev.quartermaster.console.overview;

import dev.quartermaster.alerts.Alert;
import dev.quartermaster.budgets.definition.Budget;
import dev.quartermaster.budgets.store.BudgetReports.Standing;
import dev.quartermaster.console.ProviderWords;
import dev.quartermaster.console.Words;
import dev.quartermaster.console.overview.Overview.AlertLine;
import dev.quartermaster.console.overview.Overview.BudgetLine;
import dev.quartermaster.console.overview.Overview.PartLine;
import dev.quartermaster.console.overview.Overview.ProviderLine;
import dev.quartermaster.performance.PerformanceMonitor;
import dev.quartermaster.performance.window.WindowLength;
import dev.quartermaster.telemetry.StatusContributor;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Gathers what the page shows from the services that know it. */
@Singleton
class OverviewReader {

    private static final Set<String> IMPAIRED = Set.of("degraded", "down");
    private static final int MOST_BUDGETS = 4;
    private static final int MOST_ALERTS = 4;

    private final LedgerWatch ledger;
    private final PerformanceMonitor performance;
    private final ProviderWords providers;
    private final List<StatusContributor> parts;

    OverviewReader(
            LedgerWatch ledger,
            PerformanceMonitor performance,
            ProviderWords providers,
            @All List<StatusContributor> parts) {
        this.ledger = ledger;
        this.performance = performance;
        this.providers = providers;
        this.parts = parts.stream()
                .sorted(Comparator.comparing(StatusContributor::name))
                .toList();
    }

    /** Reads it all; while the database is away, what is in memory. Never fails. */
    Uni<Overview> read() {
        return ledger.now().map(this::overview);
    }

    private Overview overview(LedgerView view) {
        Figures figures =
                new Figures(view, performance.together(WindowLength.DAY), performance.together(WindowLength.HOUR));
        List<ProviderLine> lines = providers.all().stream()
                .map(provider -> new ProviderLine(provider.name(), provider.state(), provider.detail()))
                .toList();
        List<PartLine> impaired = parts.stream()
                .map(part -> line(part.name(), part.status()))
                .filter(part -> IMPAIRED.contains(part.state()))
                .toList();
        List<Standing> budgets = view.budgets().stream()
                .filter(standing -> standing.kept().budget().enabled())
                .sorted(Comparator.comparing(OverviewReader::share).reversed())
                .toList();
        return new Overview(
                summary(lines, impaired, view),
                !view.isKnown(),
                figures.tiles(),
                figures.bars(),
                lines,
                budgets.stream().limit(MOST_BUDGETS).map(OverviewReader::line).toList(),
                Math.max(0, budgets.size() - MOST_BUDGETS),
                view.alerts().stream()
                        .limit(MOST_ALERTS)
                        .map(OverviewReader::line)
                        .toList(),
                Math.max(0, view.alerts().size() - MOST_ALERTS),
                impaired);
    }

    private static String summary(List<ProviderLine> providers, List<PartLine> parts, LedgerView view) {
        long unavailable = providers.stream()
                .filter(provider -> provider.state().equals("unavailable"))
                .count();
        return unavailable + " providers unavailable, " + view.alerts().size() + " alerts not seen to, " + parts.size()
                + " parts of the service impaired.";
    }

    private static PartLine line(String name, StatusContributor.ComponentStatus status) {
        return new PartLine(
                name, status.state().name().toLowerCase(Locale.ROOT), status.since(), status.detail(), status.effect());
    }

    private static AlertLine line(Alert alert) {
        return new AlertLine(alert.kind().wire(), alert.subject(), alert.message(), alert.time());
    }

    private static BudgetLine line(Standing standing) {
        Budget budget = standing.kept().budget();
        double share = share(standing);
        return new BudgetLine(
                budget.name(),
                budget.scope(),
                "/api/v1/budgets/"
                        + URLEncoder.encode(budget.name(), StandardCharsets.UTF_8)
                                .replace("+", "%20"),
                Math.min(1, share),
                Words.usd(standing.spent().usd()),
                standing.held().usd().signum() == 0
                        ? ""
                        : Words.usd(standing.held().usd()),
                Words.usd(budget.limit().usd()),
                (budget.window().rolling() ? "rolling " : "")
                        + budget.window().unit().wire() + ", "
                        + budget.window().zone().getId(),
                standing.resetsAt(),
                share >= 1 ? "blocked" : share >= 0.8 ? "threshold_passed" : "ok",
                standing.confirmed());
    }

    private static double share(Standing standing) {
        BigDecimal limit = standing.kept().budget().limit().usd();
        BigDecimal used = standing.spent().usd().add(standing.held().usd());
        return limit.signum() == 0
                ? 1
                : used.divide(limit, 4, RoundingMode.HALF_UP).doubleValue();
    }
}
