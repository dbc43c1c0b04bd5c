package dev.quartermaster.api.budgets;

import dev.quartermaster.api.json.JsonFields;
import dev.quartermaster.budgets.definition.BudgetWindow;
import dev.quartermaster.budgets.definition.BudgetWindow.Unit;
import dev.quartermaster.domain.QuartermasterException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Reads the window of a budget: {@code window}, with {@code time_zone} or {@code rolling}. */
final class WindowFields {

    private WindowFields() {}

    static BudgetWindow read(JsonFields fields) {
        String word = fields.requiredText("window");
        Unit unit = Unit.of(word)
                .orElseThrow(() ->
                        QuartermasterException.invalid("window", "'window' must be hour, day, week, month or total"));
        boolean rolling = Boolean.TRUE.equals(fields.flag("rolling"));
        ZoneId zone = zone(fields.text("time_zone"));
        if (rolling && unit == Unit.TOTAL) {
            throw QuartermasterException.invalid("rolling", "'rolling' must be false: all time has no end to roll");
        } else if ((rolling || unit == Unit.TOTAL) && !zone.equals(BudgetWindow.UTC)) {
            throw QuartermasterException.invalid(
                    "time_zone", "'time_zone' must be left out: only windows of the calendar depend on it");
        }
        return new BudgetWindow(unit, rolling, zone);
    }

    /** Only regions: PostgreSQL reads an offset with the opposite sign, and CET as an offset. */
    private static ZoneId zone(@Nullable String name) {
        if (name == null) {
            return BudgetWindow.UTC;
        } else if (name.equals(BudgetWindow.UTC.getId())) {
            return BudgetWindow.UTC;
        } else if (name.indexOf('/') < 0 || !ZoneId.getAvailableZoneIds().contains(name)) {
            throw QuartermasterException.invalid(
                    "time_zone", "'time_zone': there is no time zone '" + name + "'; one is Europe/Berlin");
        }
        return ZoneId.of(name);
    }
}
