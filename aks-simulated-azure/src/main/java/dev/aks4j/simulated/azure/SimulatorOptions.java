package dev.aks4j.simulated.azure;

/**
 * What the program is told on its command line. Immutable.
 *
 * @param timeScale how many simulated seconds pass in a real one
 * @param seed the seed of everything made up
 * @param help whether only the usage is asked for
 */
record SimulatorOptions(double timeScale, long seed, boolean help) {

    static final String USAGE = "usage: simulator [--time-scale N] [--seed N]";

    static SimulatorOptions parse(String[] arguments) {
        double timeScale = 100;
        long seed = 4;
        boolean help = false;
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            int equals = argument.indexOf('=');
            String flag = equals < 0 ? argument : argument.substring(0, equals);
            switch (flag) {
                case "--time-scale", "--seed" -> {
                    if (equals < 0 && i + 1 == arguments.length) {
                        throw new IllegalArgumentException("The flag " + flag + " needs a number after it.");
                    }
                    String value = equals < 0 ? arguments[++i] : argument.substring(equals + 1);
                    if (flag.equals("--seed")) {
                        seed = seed(value);
                    } else {
                        timeScale = timeScale(value);
                    }
                }
                case "--help", "-h" -> help = true;
                default ->
                    throw new IllegalArgumentException(
                            "Unknown argument '" + argument + "': the simulator knows --time-scale and --seed.");
            }
        }
        return new SimulatorOptions(timeScale, seed, help);
    }

    private static double timeScale(String text) {
        try {
            double scale = Double.parseDouble(text);
            if (scale > 0 && !Double.isInfinite(scale)) {
                return scale;
            }
        } catch (NumberFormatException e) {
            // Reported below, together with numbers that are out of range.
        }
        throw new IllegalArgumentException("--time-scale needs a number above zero, not '" + text + "'.");
    }

    private static long seed(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--seed needs a whole number, not '" + text + "'.");
        }
    }
}
