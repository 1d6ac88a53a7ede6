package io.callcenter.sip;

@OnThreeLoops
class ThreeOwnConnectionsTest extends OwnConnectionsTest {}
