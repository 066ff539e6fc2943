package dev.aks4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** A property that is false fails, and says so with the smallest case there is. */
class PropertyTest {

    private static String message(Property property, Property.Body body) {
        return catchThrowableOfType(AssertionFailedError.class, () -> property.holds(body))
                .getMessage();
    }

    @Test
    void aNumberThatIsTooLargeShrinksToTheFirstThatIs() {
        String message = message(
                Property.tries(1000),
                draw -> assertThat(draw.integer(-50, 100_000)).isLessThan(777));
        assertThat(message).contains("for 777: ").contains("from seed ");
    }

    @Test
    void aListShrinksToTheElementsThatMatter() {
        String message = message(Property.tries(1000), draw -> {
            List<Integer> numbers = draw.list(0, 30, each -> each.integer(0, 1000));
            assertThat(numbers).filteredOn(number -> number > 300).hasSizeLessThan(2);
        });
        assertThat(message).contains("for [301, 301]: ");
    }

    @Test
    void whatIsMadeOfOtherDrawsShrinksToo() {
        record Box(String label, List<Integer> sizes) {}
        String message = message(
                Property.tries(1000),
                draw -> assertThat(draw.of(each ->
                                        new Box(each.text(0, 10, "abc"), each.list(0, 5, size -> size.integer(1, 9))))
                                .label())
                        .doesNotContain("c"));
        assertThat(message).contains("for Box[label=c, sizes=[]]: ");
    }

    @Test
    void everyDrawOfTheSmallestCaseIsShown() {
        String message = message(Property.tries(100), draw -> {
            int small = draw.integer(0, 9);
            String word = draw.oneOf(List.of("one", "two", "three"));
            assertThat(small < 5 || word.equals("one")).isTrue();
        });
        assertThat(message).contains("for 5, \"two\": ");
    }

    @Test
    void aSmallerCaseFailsInTheSameWayOrDoesNotCount() {
        String message = message(Property.tries(1000), draw -> {
            int number = draw.integer(0, 1000);
            if (number > 500) {
                throw new IllegalStateException("large");
            }
            assertThat(number).isNotEqualTo(3);
        });
        assertThat(message).containsAnyOf("for 501: large", "for 3: ");
    }

    @Test
    void oneSeedGivesTheSameCasesAndAnotherOthers() {
        List<List<String>> seen = new ArrayList<>();
        for (long seed : new long[] {1, 1, 2}) {
            List<String> cases = new ArrayList<>();
            Property.tries(50).from(seed).holds(draw -> cases.add(draw.text(0, 8)));
            seen.add(cases);
        }
        assertThat(seen.get(0)).isEqualTo(seen.get(1)).isNotEqualTo(seen.get(2));
    }

    @Test
    void numbersReachBothEndsAndStayBetweenThem() {
        List<Integer> seen = new ArrayList<>();
        Property.tries(300).holds(draw -> seen.add(draw.integer(-3, 4_000)));
        assertThat(seen).contains(-3, 4_000).allMatch(number -> number >= -3 && number <= 4_000);
    }

    @Test
    void someAreDrawnOnceEach() {
        Property.tries(200)
                .holds(draw -> assertThat(draw.some(1, 3, List.of("a", "b", "c")))
                        .doesNotHaveDuplicates()
                        .hasSizeBetween(1, 3));
    }

    @Test
    void casesOutsideTheAssumptionsAreNotCounted() {
        List<Integer> counted = new ArrayList<>();
        Property.tries(100).holds(draw -> {
            int number = draw.integer(0, 99);
            Assumptions.assumeTrue(number % 2 == 0);
            counted.add(number);
        });
        assertThat(counted).hasSizeGreaterThanOrEqualTo(100);
        assertThatThrownBy(() -> Property.tries(10).holds(draw -> Assumptions.abort()))
                .hasMessageContaining("only 0 met the assumptions");
    }
}
