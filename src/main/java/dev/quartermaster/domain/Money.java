package dev.quartermaster.domain;

import java.math.BigDecimal;

/** An exact amount in US dollars. Never rounded inside; trailing zeros carry no meaning. */
public record Money(BigDecimal usd) implements Comparable<Money> {

    public static final Money ZERO = new Money(BigDecimal.ZERO);

    public Money {
        if (usd == null) {
            throw new IllegalArgumentException("an amount is missing");
        }
        usd = usd.signum() == 0 ? BigDecimal.ZERO : usd.stripTrailingZeros();
    }

    public static Money usd(String amount) {
        return new Money(new BigDecimal(amount));
    }

    /** The price of {@code tokens} at {@code perMillion} US dollars per million tokens. */
    public static Money ofTokens(long tokens, BigDecimal perMillion) {
        return new Money(perMillion.multiply(BigDecimal.valueOf(tokens)).movePointLeft(6));
    }

    public Money plus(Money other) {
        return new Money(usd.add(other.usd));
    }

    @Override
    public int compareTo(Money other) {
        return usd.compareTo(other.usd);
    }

    /** Plain decimal notation, without an exponent: {@code 0.00000175}. */
    @Override
    public String toString() {
        return usd.toPlainString();
    }
}
