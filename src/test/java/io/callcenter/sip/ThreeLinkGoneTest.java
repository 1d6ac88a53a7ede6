package io.callcenter.sip;

@OnThreeLoops
class ThreeLinkGoneTest extends LinkGoneTest {}
