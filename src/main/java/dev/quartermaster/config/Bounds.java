package dev.quartermaster.config;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.util.function.Function;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Bounds of settings that are numbers. Each reads a number and refuses one that is out of its bounds, or is none, with
 * {@link IllegalArgumentException}; SmallRye Config then names the key.
 *
 * <p>Bean Validation would do the same, but describes each interface of settings to itself at every start, which takes a
 * sixth of it.
 */
@RegisterForReflection
public final class Bounds {

    private Bounds() {}

    /** At least 0. */
    public static final class NotNegative implements Converter<Integer> {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable Integer convert(String text) {
            return within(Integer::valueOf, 0, null, text);
        }
    }

    /** At least 1. */
    public static final class Positive implements Converter<Integer> {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable Integer convert(String text) {
            return within(Integer::valueOf, 1, null, text);
        }
    }

    /** From 1 to 100. */
    public static final class OneToHundred implements Converter<Integer> {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable Integer convert(String text) {
            return within(Integer::valueOf, 1, 100, text);
        }
    }

    /** From 1 to 1,000. */
    public static final class OneToThousand implements Converter<Integer> {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable Integer convert(String text) {
            return within(Integer::valueOf, 1, 1000, text);
        }
    }

    /** From 0 to 10,000. */
    public static final class UpToTenThousand implements Converter<Integer> {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable Integer convert(String text) {
            return within(Integer::valueOf, 0, 10_000, text);
        }
    }

    /** A whole number of 64 bits, at least 0. */
    public static final class NotNegativeLong implements Converter<Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable Long convert(String text) {
            return within(Long::valueOf, 0L, null, text);
        }
    }

    /** A decimal, at least 0. */
    public static final class NotNegativeDecimal implements Converter<BigDecimal> {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable BigDecimal convert(String text) {
            return within(BigDecimal::new, BigDecimal.ZERO, null, text);
        }
    }

    /** A floating-point number, at least 0. */
    public static final class NotNegativeDouble implements Converter<Double> {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable Double convert(String text) {
            return within(Bounds::finite, 0.0, null, text);
        }
    }

    /** A share of a whole, from 0 to 1. */
    public static final class Share implements Converter<Double> {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable Double convert(String text) {
            return within(Bounds::finite, 0.0, 1.0, text);
        }
    }

    /** A factor that makes nothing smaller, from 1 to 100. */
    public static final class Factor implements Converter<Double> {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable Double convert(String text) {
            return within(Bounds::finite, 1.0, 100.0, text);
        }
    }

    /** Returns null of a blank text: SmallRye Config takes such a setting as not set. */
    private static <T extends Comparable<T>> @Nullable T within(
            Function<String, T> read, T least, @Nullable T most, String text) {
        if (text.isBlank()) {
            return null;
        }
        String bounds = most == null ? "at least " + least : "from " + least + " to " + most;
        T number;
        try {
            number = read.apply(text.strip());
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException("must be a number, " + bounds + ", not \"" + text.strip() + '"', none);
        }
        if (number.compareTo(least) < 0 || (most != null && number.compareTo(most) > 0)) {
            throw new IllegalArgumentException("must be " + bounds + ", not " + text.strip());
        }
        return number;
    }

    private static Double finite(String text) {
        double number = Double.parseDouble(text);
        if (!Double.isFinite(number)) {
            throw new NumberFormatException(text);
        }
        return number;
    }
}
