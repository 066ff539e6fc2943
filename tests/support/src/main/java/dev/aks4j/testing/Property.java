package dev.aks4j.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Something that holds whatever the values. A test draws what it needs, and looks whether it holds; the draws come from a
 * seed, so that a run can be had again. What fails is made smaller before it is reported: every value that was drawn stands
 * for a number of choices, and choices are left out and lowered for as long as the test still fails in the same way.
 *
 * <p>The seed is the same in every build. {@code -Daks4j.seed=<number>} takes another, {@code -Daks4j.seed=random} a new
 * one, {@code -Daks4j.tries=<factor>} tries so many times as often. A draw outside the test ({@code TestAbortedException},
 * as JUnit's assumptions throw it) does not count. Immutable.
 */
public final class Property {

    private static final long SEED = seed(System.getProperty("aks4j.seed", "4711"));
    private static final int FACTOR = Integer.getInteger("aks4j.tries", 1);
    private static final int SMALLER_CASES_TRIED = 2_000;

    private final int tries;
    private final long seed;
    private final int first;

    private Property(int tries, long seed, int first) {
        this.tries = tries;
        this.seed = seed;
        this.first = first;
    }

    private static long seed(String wanted) {
        long seed = wanted.equals("random") ? new SplittableRandom().nextLong() >>> 16 : Long.parseLong(wanted);
        System.out.println("Properties are tried from seed " + seed + " (-Daks4j.seed=" + seed + ")");
        return seed;
    }

    /** What a property does with the values that it draws. */
    @FunctionalInterface
    public interface Body {
        /** Draws values and fails if the property does not hold for them. */
        void holdFor(Draw draw) throws Exception;
    }

    /** Returns a property that is tried this number of times. */
    public static Property tries(int tries) {
        return new Property(tries * FACTOR, SEED, 0);
    }

    /** Returns this property with a seed of its own. */
    public Property from(long other) {
        return new Property(tries, other, first);
    }

    /** Returns this property with one of its tries alone, counted from 1, as a failure names it; with all of them for 0. */
    public Property only(int number) {
        return number == 0 ? this : new Property(1, seed, number - 1);
    }

    /** Fails, with the smallest case found, if the property does not hold. */
    public void holds(Body body) {
        int counted = 0;
        for (int attempt = first; counted < tries; attempt++) {
            if (attempt - first >= 10 * tries) {
                throw new AssertionFailedError(
                        "Of " + (attempt - first) + " cases only " + counted + " met the assumptions.");
            }
            Case drawn = Case.play(body, new Draw(new SplittableRandom(seed + attempt * 0x9E3779B97F4A7C15L)));
            if (drawn.failure != null) {
                Case smallest = smallest(body, drawn);
                throw new AssertionFailedError(
                        "Does not hold (try " + (attempt + 1) + " from seed " + seed + ") for "
                                + String.join(", ", smallest.draw.values) + ": " + smallest.failure.getMessage(),
                        smallest.failure);
            }
            counted += drawn.counts ? 1 : 0;
        }
    }

    /** One case that was played: its draws, and whether it counted and how it failed. */
    private record Case(Draw draw, boolean counts, Throwable failure) {

        static Case play(Body body, Draw draw) {
            try {
                body.holdFor(draw);
                return new Case(draw, true, null);
            } catch (TestAbortedException outside) {
                return new Case(draw, false, null);
            } catch (Exception | AssertionError | StackOverflowError failure) {
                return new Case(draw, true, failure);
            }
        }

        boolean failsAs(Case other) {
            return failure != null && failure.getClass().equals(other.failure.getClass());
        }
    }

    private static Case smallest(Body body, Case failed) {
        Shrinker shrinker = new Shrinker(body, failed);
        for (boolean better = true; better; ) {
            better = shrinker.leaveOut() | shrinker.lower();
        }
        return shrinker.best;
    }

    private static final class Shrinker {
        private final Body body;
        private Case best;
        private int left = SMALLER_CASES_TRIED;

        Shrinker(Body body, Case failed) {
            this.body = body;
            this.best = failed;
        }

        private long[] choices() {
            return best.draw.made();
        }

        /** Takes these choices if the test fails for them as well, and they are really fewer or lower. */
        private boolean takes(long[] fewer) {
            if (left-- <= 0) {
                return false;
            }
            Case tried = Case.play(body, new Draw(fewer));
            boolean smaller = tried.failsAs(best) && isLess(tried.draw.made(), choices());
            best = smaller ? tried : best;
            return smaller;
        }

        private static boolean isLess(long[] one, long[] other) {
            return one.length != other.length ? one.length < other.length : Arrays.compare(one, other) < 0;
        }

        boolean leaveOut() {
            boolean better = false;
            for (int size = 16; size > 0; size /= 2) {
                for (int at = choices().length - size; at >= 0; at--) {
                    long[] now = choices();
                    if (at + size <= now.length) {
                        long[] fewer = Arrays.copyOf(now, now.length - size);
                        System.arraycopy(now, at + size, fewer, at, now.length - at - size);
                        better |= takes(fewer);
                    }
                }
            }
            return better;
        }

        /** Each choice as low as it goes: nothing, or found by halving. */
        boolean lower() {
            boolean better = false;
            for (int at = 0; at < choices().length; at++) {
                long holds = -1;
                while (at < choices().length && choices()[at] - holds > 1) {
                    long[] lower = choices().clone();
                    lower[at] = holds < 0 ? 0 : holds + (lower[at] - holds) / 2;
                    long tried = lower[at];
                    if (takes(lower)) {
                        better = true;
                    } else {
                        holds = tried;
                    }
                }
            }
            return better;
        }
    }

    /** Where a property gets its values. The lower bound, the first of a list, the shortest text are the smallest. Mutable. */
    public static final class Draw {
        private final SplittableRandom random;
        private final long[] given;
        private final List<Long> made = new ArrayList<>();
        private final List<String> values = new ArrayList<>();
        private int inside;

        private Draw(SplittableRandom random) {
            this.random = random;
            this.given = new long[0];
        }

        private Draw(long[] given) {
            this.random = null;
            this.given = given;
        }

        private long[] made() {
            return made.stream().mapToLong(Long::longValue).toArray();
        }

        /** Chooses from 0 to the limit, at the ends more often; what is left open while making it smaller is 0. */
        private long choose(long limit) {
            long choice;
            if (random == null) {
                choice = made.size() < given.length ? Math.min(limit, given[made.size()]) : 0;
            } else {
                int end = random.nextInt(20);
                choice = end == 0 ? 0 : end == 1 ? limit : limit < 0 ? 0 : random.nextLong(limit + 1);
            }
            made.add(choice);
            return choice;
        }

        /** Decides whether a list goes on, so that leaving out an element leaves out its choices and no others. */
        private boolean goesOn(boolean wanted) {
            boolean choice = random == null ? made.size() < given.length && given[made.size()] > 0 : wanted;
            made.add(choice ? 1L : 0L);
            return choice;
        }

        /** Draws what the function makes of its own draws, and shows it as one value. */
        public <T> T of(Function<Draw, T> maker) {
            inside++;
            T value = maker.apply(this);
            inside--;
            if (inside == 0) {
                values.add(value instanceof String text ? '"' + text + '"' : String.valueOf(value));
            }
            return value;
        }

        /** Draws a whole number, both ends included. */
        public int integer(int least, int most) {
            return of(draw -> (int) (least + choose((long) most - least)));
        }

        /** Draws a number for a generator of random numbers to begin with. */
        public long seed() {
            return of(draw -> choose(Long.MAX_VALUE - 1));
        }

        /** Draws one of the values; the first is the smallest. */
        public <T> T oneOf(List<? extends T> choices) {
            return of(draw -> choices.get((int) choose(choices.size() - 1)));
        }

        /** Draws a list, both sizes included. */
        public <T> List<T> list(int least, int most, Function<Draw, ? extends T> element) {
            return of(draw -> {
                int wanted = random == null ? 0 : least + random.nextInt(most - least + 1);
                List<T> list = new ArrayList<>();
                while (list.size() < least || list.size() < most && goesOn(list.size() < wanted)) {
                    list.add(element.apply(this));
                }
                return list;
            });
        }

        /** Draws some of the values, each at most once, in any order. */
        public <T> List<T> some(int least, int most, List<? extends T> choices) {
            List<T> left = new ArrayList<>(choices);
            return list(least, most, draw -> left.remove((int) choose(left.size() - 1)));
        }

        /** Draws a text of these characters. */
        public String text(int least, int most, String characters) {
            return of(draw -> String.join(
                    "",
                    draw.list(
                            least,
                            most,
                            each -> String.valueOf(characters.charAt((int) choose(characters.length() - 1))))));
        }

        /** Draws a text of any characters: those of keyboards, of Europe, of the world, and beyond the first plane. */
        public String text(int least, int most) {
            return of(draw -> String.join("", draw.list(least, most, each -> Character.toString(character()))));
        }

        private int character() {
            return (int)
                    switch ((int) choose(3)) {
                        case 0 -> 'a' + choose(25);
                        case 1 -> choose(0x7F);
                        case 2 -> choose(0xD7FF);
                        default -> 0xE000 + choose(0x10FFFF - 0xE000);
                    };
        }
    }
}
