package dev.quartermaster.console;

import io.quarkus.qute.TemplateExtension;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Writes figures and moments for people. Every moment says its zone, which is UTC. */
@TemplateExtension
public final class Words {

    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("d MMM HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final int SMALL_DIGITS = 3;

    private Words() {}

    /** A moment as in {@code 30 Nov 14:32 UTC}. */
    public static String utc(Instant at) {
        return DAY_AND_TIME.format(at);
    }

    /** The time of a moment, as in {@code 14:32 UTC}. */
    public static String time(Instant at) {
        return TIME.format(at);
    }

    /** A moment for programs. */
    static String iso(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A word of several parts with spaces between them. */
    static String spaced(String word) {
        return word.replace('_', ' ');
    }

    /** The tone in which a state is shown: {@code good}, {@code warn}, {@code bad} or {@code calm}. */
    static String toneOf(String state) {
        return switch (state) {
            case "ok", "healthy", "ready", "enabled", "active" -> "good";
            case "degraded", "resting", "limited", "standby", "threshold_passed", "simulated", "canary" -> "warn";
            case "down", "unavailable", "no_key", "blocked", "refused", "unreadable" -> "bad";
            default -> "calm";
        };
    }

    /** A count as in {@code 12,345}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** An amount as in {@code $1,234.50}; one below a cent with its first digits, as it is not nothing. */
    public static String usd(BigDecimal amount) {
        if (amount.signum() == 0) {
            return "$0";
        }
        boolean small = amount.abs().compareTo(CENT) < 0;
        return small
                ? "$"
                        + amount.round(new java.math.MathContext(SMALL_DIGITS))
                                .stripTrailingZeros()
                                .toPlainString()
                : "$" + String.format(Locale.ROOT, "%,.2f", amount.setScale(2, RoundingMode.HALF_UP));
    }

    /** A share as in {@code 1.25 %}. */
    public static String percent(double share) {
        double percent = share * 100;
        String pattern = percent == Math.rint(percent) ? "%.0f %%" : percent < 10 ? "%.2f %%" : "%.1f %%";
        return String.format(Locale.ROOT, pattern, percent);
    }

    /** A duration as in {@code 840 ms} or {@code 2.4 s}. */
    public static String millis(double millis) {
        return millis < 1_000
                ? String.format(Locale.ROOT, "%.0f ms", millis)
                : String.format(Locale.ROOT, "%.1f s", millis / 1_000);
    }
}
