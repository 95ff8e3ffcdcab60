/* Progressive enhancement only: every page reads and links without it. */
(function(){
  var d=document,r=d.documentElement,K='huibian-theme',
    w=(d.currentScript.getAttribute('data-words')||'').split('|');
  /* a page with a query says so at once: what it will have is not yet there */
  r.className=/[?&]q=[^&]/.test(location.search)?'js asked':'js';
  try{var s=localStorage.getItem(K);if(s)r.setAttribute('data-theme',s)}catch(e){}
  function all(q,c){return[].slice.call((c||d).querySelectorAll(q))}
  d.addEventListener('DOMContentLoaded',function(){
    var nav=d.querySelector('.mast'),b=d.createElement('button');
    function dark(){var t=r.getAttribute('data-theme');return t?t=='dark':matchMedia('(prefers-color-scheme:dark)').matches}
    function label(){var i=dark()?2:0;b.textContent=w[i];b.setAttribute('aria-label',w[i+1])}
    b.type='button';b.className='mode';label();
    b.onclick=function(){var t=dark()?'light':'dark';r.setAttribute('data-theme',t);try{localStorage.setItem(K,t)}catch(e){}label()};
    if(nav)nav.appendChild(b);
    /* narrow screens: start the matrix and the shelf at the latest years */
    all('.heat:not(.own)').forEach(function(e){e.parentNode.scrollLeft=9e3});
    all('.shelf').forEach(function(e){e.scrollLeft=9e3});
    /* cite box */
    all('[data-today]').forEach(function(e){var n=new Date();e.textContent=new Date(n-n.getTimezoneOffset()*6e4).toISOString().slice(0,10)});
    all('[data-copy]').forEach(function(e){e.onclick=function(){
      var t=d.getElementById(e.getAttribute('data-copy'));
      getSelection().selectAllChildren(t);
      function ok(){e.textContent=w[4]}
      function no(){e.textContent=w[5]}
      if(navigator.clipboard)navigator.clipboard.writeText(t.textContent).then(ok,no);
      else if(d.execCommand('copy'))ok();else no()}});
    /* contents: mark the section being read */
    var links=all('.toc a[href^="#"]').filter(function(a){return a.getAttribute('href')[0]=='#'});
    if(links.length&&window.IntersectionObserver){
      var io=new IntersectionObserver(function(es){es.forEach(function(x){if(x.isIntersecting)links.forEach(function(a){
        if(decodeURIComponent(a.hash)=='#'+x.target.id)a.setAttribute('aria-current','true');else a.removeAttribute('aria-current')})})},{rootMargin:'0px 0px -75% 0px'});
      links.forEach(function(a){var t=d.getElementById(decodeURIComponent(a.hash.slice(1)));if(t)io.observe(t)})}
    /* search: the field in the head loads its script when it is first used, “/” leads to it */
    var form=d.querySelector('form[data-search]'),field=form&&form.querySelector('input');
    if(form&&form.getAttribute('data-search')){
      field.addEventListener('focus',function(){
        ['link','script'].forEach(function(tag){
          var e=d.createElement(tag),own=tag=='link';
          if(own)e.rel='stylesheet';
          e[own?'href':'src']=form.getAttribute(own?'data-style':'data-search');
          /* after the theme's style, before that of the site */
          if(own)d.querySelector('link[rel=stylesheet]').after(e);else d.head.appendChild(e)})},{once:true});
      form.addEventListener('submit',function(e){e.preventDefault();if(field.value.trim())location.href=form.action+'?q='+encodeURIComponent(field.value.trim())})}
    d.addEventListener('keydown',function(e){
      if(field&&e.key=='/'&&!e.ctrlKey&&!e.metaKey&&!e.altKey&&!/^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName)&&!e.target.isContentEditable){e.preventDefault();field.focus();field.select()}});
    /* filter: within a group any, between groups all */
    all('form[data-filter]').forEach(function(f){
      var it=all('[data-f]'),out=d.querySelector('[data-count]');
      f.addEventListener('change',function(){
        var g={},n=0;all('input:checked',f).forEach(function(i){(g[i.name]=g[i.name]||[]).push(i.value)});
        it.forEach(function(e){var t=e.getAttribute('data-f').split(' '),k=Object.keys(g).every(function(x){return g[x].some(function(v){return t.indexOf(v)>=0})});e.hidden=!k;n+=k});
        all('.idx section').forEach(function(x){x.hidden=!all('[data-f]:not([hidden])',x).length});
        if(out)out.textContent=n})});
  });
  /* what a search led to (report.html?q=…#anchor): the first after the anchor is
     marked, over the borders of elements. Letters and digits are compared. */
  addEventListener('load',function(){
    var leaf=d.querySelector('.leaf'),sought=new URLSearchParams(location.search).getAll('q').slice(0,4),
      start=d.getElementById(decodeURIComponent(location.hash.slice(1)));
    if(!leaf||!sought.length)return;
    function bare(s){return s.replace(/[^\p{L}\p{N}]/gu,'')}
    sought.map(bare).forEach(function(q){
      var walk=d.createTreeWalker(leaf,4),text='',at=[],from=0,n,i,k,ends=[];
      while(n=walk.nextNode())if(!n.parentNode.closest('.side,.cite,.turn,.rel,sup a,button,script')){
        if(start&&start!=n.parentNode&&!start.contains(n)&&start.compareDocumentPosition(n)&2)from=text.length+bare(n.data).length;
        for(i=0;i<n.data.length;){var c=String.fromCodePoint(n.data.codePointAt(i));
          if(bare(c)){text+=c;for(k=0;k<c.length;k++)at.push([n,i,i+c.length])}
          i+=c.length}}
      if(!q||(i=text.indexOf(q,from))<0&&(i=text.indexOf(q))<0)return;
      for(k=i;k<i+q.length;k++){var last=ends[ends.length-1];
        if(last&&last[0]==at[k][0])last[2]=at[k][2];else ends.push(at[k].slice())}
      ends.forEach(function(x){var m=d.createElement('mark'),r=d.createRange();r.setStart(x[0],x[1]);r.setEnd(x[0],x[2]);r.surroundContents(m)})});
    var first=leaf.querySelector('mark'),off=d.createElement('button');
    if(!first)return;
    function clear(){
      all('mark',leaf).forEach(function(m){var p=m.parentNode;while(m.firstChild)p.insertBefore(m.firstChild,m);m.remove();p.normalize()});
      off.remove();d.removeEventListener('keydown',esc);
      try{history.replaceState(null,'',location.pathname+location.hash)}catch(e){}}
    function esc(e){if(e.key=='Escape')clear()}
    off.type='button';off.className='unmark';off.textContent=w[6];off.onclick=clear;
    leaf.appendChild(off);d.addEventListener('keydown',esc);
    first.tabIndex=-1;first.focus({preventScroll:true});
    setTimeout(function(){first.scrollIntoView({block:'center'})})});
})();
