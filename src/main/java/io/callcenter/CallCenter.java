package io.callcenter;

/** The program's entry: reads the command line and runs the subcommand that it names. */
public final class CallCenter {

    private CallCenter() {}

    /**
     * Runs the program.
     *
     * @param args the command line, subcommand first
     */
    public static void main(String[] args) {
        String version = CallCenter.class.getPackage().getImplementationVersion();
        System.out.println("camel-call-center " + (version == null ? "(not packaged)" : version));
    }
}
