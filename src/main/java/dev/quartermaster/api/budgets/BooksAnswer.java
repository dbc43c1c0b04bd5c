package dev.quartermaster.api.budgets;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.quartermaster.api.json.PlainDecimal;
import dev.quartermaster.budgets.definition.BudgetWindow;
import dev.quartermaster.budgets.store.BudgetReports.Books;
import dev.quartermaster.budgets.store.BudgetReports.Standing;
import dev.quartermaster.budgets.store.SpendingRepository.By;
import dev.quartermaster.domain.Money;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Books of a budget, as they are told beside how it stands. */
final class BooksAnswer {

    private BooksAnswer() {}

    /**
     * One window, or one part of a rolling one.
     *
     * @param start null for all time
     * @param end null for all time
     */
    @RegisterForReflection
    @Schema(name = "BudgetHistory")
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Window(
            @Schema(nullable = true) @Nullable Instant start,
            @Schema(nullable = true) @Nullable Instant end,

            @JsonSerialize(using = PlainDecimal.class) @Schema(implementation = BigDecimal.class)
            Money spentUsd,

            long requests) {}

    /** Those who spent most in the present window. */
    @RegisterForReflection
    @Schema(name = "BudgetSpenders")
    @JsonNaming(SnakeCaseStrategy.class)
    record TopSpenders(List<Spender> agentTypes, List<Spender> apiKeys, List<Spender> models) {}

    /** One spender. */
    @RegisterForReflection
    @Schema(name = "BudgetSpender")
    @JsonNaming(SnakeCaseStrategy.class)
    record Spender(
            String name,

            @JsonSerialize(using = PlainDecimal.class) @Schema(implementation = BigDecimal.class)
            Money spentUsd,

            long requests) {}

    /**
     * Forecast, if spending goes on as it does.
     *
     * @param projectedUsd spent at the end of the window; null for all time
     * @param reachedAt when the limit is reached; null if it is not within the window
     */
    @RegisterForReflection
    @Schema(name = "BudgetForecast")
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Forecast(
            @Schema(implementation = BigDecimal.class, nullable = true) @Nullable BigDecimal projectedUsd,

            @Schema(nullable = true) @Nullable Instant reachedAt) {}

    static List<Window> history(Standing standing, Books books) {
        BudgetWindow window = standing.kept().budget().window();
        return books.history().stream()
                .map(bucket -> new Window(
                        window.isCalendar() || window.rolling() ? bucket.start() : null,
                        window.rolling() ? bucket.start().plus(window.bucket()) : window.end(bucket.start()),
                        bucket.spent(),
                        bucket.requests()))
                .toList();
    }

    static TopSpenders spenders(Books books) {
        return new TopSpenders(of(books, By.AGENT_TYPE), of(books, By.API_KEY), of(books, By.MODEL));
    }

    private static List<Spender> of(Books books, By by) {
        return books.spenders().getOrDefault(by, List.of()).stream()
                .map(spender -> new Spender(spender.name(), spender.spent(), spender.requests()))
                .toList();
    }

    static @Nullable Forecast forecast(Books books) {
        return books.forecast()
                .map(forecast -> new Forecast(
                        forecast.projected() == null
                                ? null
                                : forecast.projected().usd(),
                        forecast.reachedAt()))
                .orElse(null);
    }
}
