package dev.aks4j.simulated.azure;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the program is told on its command line. Immutable.
 *
 * @param timeScale how many simulated seconds pass in a real one
 * @param seed the seed of everything made up
 * @param armPort the port of Azure Resource Manager; 0 for a free one
 * @param caFile where the certificate of the simulator's authority is written and left; a temporary file if empty
 * @param controlPort the port of the control endpoint; empty for none
 * @param help whether only the usage is asked for
 */
record SimulatorOptions(
        double timeScale, long seed, int armPort, Optional<Path> caFile, Optional<Integer> controlPort, boolean help) {

    static final String USAGE =
            "usage: simulator [--time-scale N] [--seed N] [--arm-port N] [--ca-file PATH] [--control-port N]";

    private static final List<String> FLAGS =
            List.of("--time-scale", "--seed", "--arm-port", "--ca-file", "--control-port");

    static SimulatorOptions parse(String[] arguments) {
        SimulatorOptions options = new SimulatorOptions(100, 4, 0, Optional.empty(), Optional.empty(), false);
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            int equals = argument.indexOf('=');
            String flag = equals < 0 ? argument : argument.substring(0, equals);
            if (flag.equals("--help") || flag.equals("-h")) {
                options = options.with(flag, "");
            } else if (!FLAGS.contains(flag)) {
                throw new IllegalArgumentException("Unknown argument '" + argument + "': the simulator knows "
                        + String.join(", ", FLAGS.subList(0, FLAGS.size() - 1)) + " and " + FLAGS.get(FLAGS.size() - 1)
                        + ".");
            } else if (equals < 0 && i + 1 == arguments.length) {
                throw new IllegalArgumentException("The flag " + flag + " needs a "
                        + (flag.equals("--ca-file") ? "path" : "number") + " after it.");
            } else {
                options = options.with(flag, equals < 0 ? arguments[++i] : argument.substring(equals + 1));
            }
        }
        return options;
    }

    private SimulatorOptions with(String flag, String value) {
        return switch (flag) {
            case "--time-scale" -> new SimulatorOptions(timeScale(value), seed, armPort, caFile, controlPort, help);
            case "--seed" -> new SimulatorOptions(timeScale, seed(value), armPort, caFile, controlPort, help);
            case "--arm-port" -> new SimulatorOptions(timeScale, seed, port(flag, value), caFile, controlPort, help);
            case "--ca-file" ->
                new SimulatorOptions(timeScale, seed, armPort, Optional.of(Path.of(value)), controlPort, help);
            case "--control-port" ->
                new SimulatorOptions(timeScale, seed, armPort, caFile, Optional.of(port(flag, value)), help);
            default -> new SimulatorOptions(timeScale, seed, armPort, caFile, controlPort, true);
        };
    }

    private static int port(String flag, String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port < 65_536) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Reported below, together with numbers that are out of range.
        }
        throw new IllegalArgumentException(
                flag + " needs a port from 0, for a free one, to 65535, not '" + text + "'.");
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
