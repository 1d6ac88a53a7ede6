package io.callcenter.sip;

@OnThreeLoops
class ThreeTakingUpLanesTest extends TakingUpLanesTest {}
